using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>The part of the store that makes stored rows obey a personal-data policy.</summary>
sealed partial class ReportStore
{
    /// <summary>The policy the rows were written under; null where nothing was noted yet.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public async Task<string?> PolicyAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        await using var context = database.NewContext(StoreTables.None);
        return await FactAsync(context, StoreFact.Policy, cancellationToken);
    }

    /// <summary>Notes the policy that rows are written under from now on.</summary>
    /// <param name="known">The one noted so far.</param>
    public async Task NotePolicyAsync(string? known, string policy, CancellationToken cancellationToken)
    {
        await using var context = database.NewContext(StoreTables.None);
        Note(context, known, policy);
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// Rewrites all sets with personal data and notes the policy, in one transaction, which counts as a publish, so that other processes
    /// take it over; then leaves nothing of the old rows behind.
    /// </summary>
    /// <param name="known">The policy noted so far.</param>
    /// <param name="rewrite">A set's rows as they must be, sorted by key.</param>
    public async Task RewriteAsync(string? known, string policy, Func<Table, Table> rewrite, CancellationToken cancellationToken)
    {
        await using var context = database.NewContext(StoreTables.None);
        await database.OpenAsync(context, cancellationToken);
        await using (var transaction = await context.Database.BeginTransactionAsync(cancellationToken))
        {
            var last = Number(await FactAsync(context, StoreFact.PublishNumber, cancellationToken));
            if (!await TryCountAsync(context, last, last + 1, cancellationToken))
                throw new StoreException("Another service wrote to the store while its rows were being rewritten under the new Privacy:PersonalData. Stop the others, then start again.");

            // A history set stands for its report's own table, too.
            foreach (var schema in tables.Schemas.Where(schema => schema.Personal && !(schema.Report is { HistorySet: not null } report && report.EntitySet == schema.Name)))
            {
                var before = await ReadAsync(context, schema, cancellationToken);
                if (before.Count > 0)
                    await WriteAsync(context, new TableChange(before, rewrite(before)), last + 1, cancellationToken);
            }

            Note(context, known, policy);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await database.ScrubAsync(context, tables, cancellationToken);
    }

    static void Note(StoreContext context, string? known, string policy)
    {
        if (known is null)
            context.Facts.Add(new StoreFact { Name = StoreFact.Policy, Value = policy });
        else
            Replace(context, StoreFact.Policy, known, policy);
    }
}
