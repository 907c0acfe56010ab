using Microsoft.EntityFrameworkCore;
using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>The part of the store that makes stored rows obey a personal-data policy.</summary>
sealed partial class ReportStore
{
    /// <summary>The policy the rows of this process are made under; null where it did not ask.</summary>
    string? _policy;

    /// <summary>The policy the rows were written under; null where nothing was noted yet.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public Task<string?> PolicyAsync(CancellationToken cancellationToken) => StoreFault.ReachAsync(async () =>
    {
        await OpenAsync(cancellationToken);
        await using var context = database.NewContext(StoreTables.None);
        return _policy = await FactAsync(context, StoreFact.Policy, cancellationToken);
    });

    /// <summary>Notes the policy that rows are written under from now on.</summary>
    /// <param name="known">The one noted so far.</param>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public Task NotePolicyAsync(string? known, string policy, CancellationToken cancellationToken) => StoreFault.ReachAsync(async () =>
    {
        await using var context = database.NewContext(StoreTables.None);
        Note(context, known, policy);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Two services that start at once note the same.
            if (await PolicyAsync(cancellationToken) != policy)
                throw;
        }

        return _policy = policy;
    });

    /// <summary>Rewrites all sets with personal data, as an erasure, and notes the policy with them.</summary>
    /// <param name="known">The policy noted so far.</param>
    /// <param name="rewrite">A set's rows as they must be, sorted by key.</param>
    /// <exception cref="StoreException">Another service publishes at the same time.</exception>
    public async Task RewriteAsync(string? known, string policy, Func<Table, Table> rewrite, CancellationToken cancellationToken)
    {
        var content = await LoadAsync(cancellationToken);
        var changes = content.Tables.Where(table => table.Schema.Personal && table.Count > 0).Select(table => new TableChange(table, rewrite(table))).ToList();
        if (await EraseAsync(changes, content.PublishNumber, cancellationToken, NoteAsync) is null)
            throw new StoreException("Another service wrote to the store while its rows were being rewritten under the new Privacy:PersonalData. Stop the others, then start again.");
        _policy = policy;

        // Nobody knows whether a column the catalog does not know names people.
        Task NoteAsync(StoreContext context)
        {
            Note(context, known, policy);
            return database.ClearUnknownCellsAsync(context, cancellationToken);
        }
    }

    /// <summary>
    /// Makes sure, within the transaction of a publish, that the store is still kept under this process' policy: another service may have
    /// been started under a stricter one, and names written after its rewrite would stay.
    /// </summary>
    /// <exception cref="StoreException">It is not.</exception>
    async Task DemandPolicyAsync(StoreContext context, CancellationToken cancellationToken)
    {
        if (_policy is { } own && await FactAsync(context, StoreFact.Policy, cancellationToken) is { } stored && stored != own)
            throw new StoreException($"The store is kept under Privacy:PersonalData={stored.Split(':')[0]} since another service was started with that, but this one has {own.Split(':')[0]} and publishes nothing more. Start it again with the settings of the other.");
    }

    static void Note(StoreContext context, string? known, string policy)
    {
        if (known is null)
            context.Facts.Add(new StoreFact { Name = StoreFact.Policy, Value = policy });
        else
            context.Replace(StoreFact.Policy, known, policy);
    }
}
