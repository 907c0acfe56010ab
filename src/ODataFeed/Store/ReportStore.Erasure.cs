using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>The part of the store that takes persons out, and what they leave behind in files.</summary>
sealed partial class ReportStore
{
    /// <summary>As <see cref="PublishAsync"/>, for changes that take a person out: nothing of what goes is to be found in files.</summary>
    /// <exception cref="StoreException">The database is out of reach, or refused.</exception>
    public Task<long?> EraseAsync(IReadOnlyList<TableChange> changes, long last, CancellationToken cancellationToken, Func<StoreContext, Task>? note = null) =>
        StoreFault.ReachAsync(() => RunErasureAsync(changes, last, note, cancellationToken));

    async Task<long?> RunErasureAsync(IReadOnlyList<TableChange> changes, long last, Func<StoreContext, Task>? note, CancellationToken cancellationToken)
    {
        await using var context = database.NewContext(StoreTables.None);
        await database.BeginErasureAsync(context, cancellationToken);
        await using (var transaction = await context.Database.BeginTransactionAsync(cancellationToken))
        {
            if (!await TryWriteAsync(context, changes, last, cancellationToken))
                return null;
            await SetAsync(context, StoreFact.ErasureNumber, Text(Next(last)), cancellationToken);
            if (note is not null)
                await note(context);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await EndErasureAsync(context, changes.SelectMany(Stored).Select(stored => stored.After.Schema), Next(last), cancellationToken);
        return Next(last);
    }

    /// <summary>Does again what follows an erasure, where it did not come to its end.</summary>
    /// <exception cref="StoreException">The database is out of reach, or refused.</exception>
    public Task EndErasureAsync(CancellationToken cancellationToken) => StoreFault.ReachAsync(async () =>
    {
        await using var context = database.NewContext(StoreTables.None);
        await database.BeginErasureAsync(context, cancellationToken);
        var last = Number(await FactAsync(context, StoreFact.ErasureNumber, cancellationToken));
        await EndErasureAsync(context, tables.Schemas.Where(schema => schema.Personal), last, cancellationToken);
        return true;
    });

    /// <summary>The same, where the last erasure did not come to its end: it was killed, or the disk was full.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public async Task EndInterruptedErasureAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        if (await StoreFault.ReachAsync(() => IsInterruptedAsync(cancellationToken)))
            await EndErasureAsync(cancellationToken);
    }

    async Task<bool> IsInterruptedAsync(CancellationToken cancellationToken)
    {
        await using var context = database.NewContext(StoreTables.None);
        var erasure = Number(await FactAsync(context, StoreFact.ErasureNumber, cancellationToken));
        return erasure > Number(await FactAsync(context, StoreFact.ErasedNumber, cancellationToken));
    }

    async Task EndErasureAsync(StoreContext context, IEnumerable<TableSchema> erased, long number, CancellationToken cancellationToken)
    {
        await database.EndErasureAsync(context, erased, cancellationToken);
        await SetAsync(context, StoreFact.ErasedNumber, Text(number), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
    }
}
