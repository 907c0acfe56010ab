using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ODataFeed.Snapshot;

namespace ODataFeed.Store;

/// <summary>Rows as objects in the process. It has neither transactions nor bulk commands: what it shows is how a store behaves.</summary>
sealed class InMemoryDatabase(DbContextOptions<StoreContext> options) : StoreDatabase(options)
{
    /// <summary>Rows per context: tracking takes about five kilobytes a row while it lasts; 500 of them die young.</summary>
    const int Chunk = 500;

    public override Task OpenAsync(StoreContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task PrepareAsync(StoreContext context, StoreTables tables, CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<IDbContextTransaction> BeginReadAsync(StoreContext context, CancellationToken cancellationToken) =>
        context.Database.BeginTransactionAsync(cancellationToken);

    public override async Task WriteAsync(
        StoreContext context, Table before, Table after, TableDifference difference, CancellationToken cancellationToken)
    {
        int[] all = [.. Enumerable.Range(0, after.Columns.Count)];
        // Deletions first: a row that leaves the set may come back in its history table, and readers of both must not meet it twice.
        await WriteAsync(before, difference.Deleted, after.Schema.Key, EntityState.Deleted, cancellationToken);
        await WriteAsync(after, [.. difference.Changed.Select(change => change.After)], all, EntityState.Modified, cancellationToken);
        await WriteAsync(after, difference.Added, all, EntityState.Added, cancellationToken);
    }

    public override async Task ReadAsync(StoreContext context, TableBuilder builder, CancellationToken cancellationToken)
    {
        await using var rows = NewContext(StoreTables.Only(builder.Schema));
        await foreach (var bag in rows.Rows(builder.Schema).AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            RowBags.Append(builder, bag);
    }

    async Task WriteAsync(
        Table table, IReadOnlyList<int> rows, IReadOnlyList<int> ordinals, EntityState state, CancellationToken cancellationToken)
    {
        var bags = new RowBags(table);
        for (var start = 0; start < rows.Count; start += Chunk)
        {
            await using var context = NewContext(StoreTables.Only(table.Schema));
            var set = context.Rows(table.Schema);
            for (var i = start; i < Math.Min(start + Chunk, rows.Count); i++)
                set.Entry(bags.Fill(rows[i], ordinals)).State = state;
            await context.SaveChangesAsync(cancellationToken);
            bags.Reuse();
        }
    }
}
