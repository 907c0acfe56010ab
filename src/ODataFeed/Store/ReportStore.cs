using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Store;

/// <summary>
/// Keeps what was published: open, load, publish. A publish is one transaction and has a number, one higher than the last in the store,
/// whoever made it. Publishes of one process are one after the other.
/// </summary>
/// <param name="first">
/// The number of the first publish of a new store. Clients keep numbers, in entity tags and links to next pages: those of a store that is
/// gone, such as one in memory, must not come again for other rows.
/// </param>
sealed partial class ReportStore(StoreDatabase database, StoreTables tables, string tenant, ILogger<ReportStore> logger, long first = 1) : IDisposable
{
    /// <summary>Rows between two words on how far loading is.</summary>
    const int RowsPerWord = 200_000;

    readonly SemaphoreSlim _writing = new(1, 1);
    bool _isOpen;

    /// <summary>Makes the store fit for use: tables and columns that are missing are added. Once is enough.</summary>
    /// <exception cref="StoreException">It cannot be reached, belongs to another tenant, or was written by a newer version.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
            return;
        try
        {
            await using var context = database.NewContext(StoreTables.None);
            await database.OpenAsync(context, cancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            await database.PrepareAsync(context, tables, cancellationToken);
            await CheckFactsAsync(context, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            _isOpen = true;
        }
        catch (Exception fault) when (StoreFault.Cause(fault) is { } cause)
        {
            throw new StoreException($"The store of Store:ConnectionString cannot be opened: {cause.Message}", fault);
        }
    }

    /// <summary>What was published after a number, and all that was published where it is 0.</summary>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <param name="after">The number.</param>
    /// <param name="isWanted">Whether to read a set's rows: of the others there is a table without rows. Null: all.</param>
    /// <exception cref="StoreException">The database is out of reach.</exception>
    public Task<StoredContent> LoadAsync(CancellationToken cancellationToken, long after = 0, Predicate<TableSchema>? isWanted = null) =>
        StoreFault.ReachAsync(() => ReadAsync(after, isWanted, cancellationToken));

    async Task<StoredContent> ReadAsync(long after, Predicate<TableSchema>? isWanted, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        await using var context = database.NewContext(StoreTables.None);
        await using var transaction = await database.BeginReadAsync(context, cancellationToken);
        var number = Number(await FactAsync(context, StoreFact.PublishNumber, cancellationToken));
        var erasure = Number(await FactAsync(context, StoreFact.ErasureNumber, cancellationToken));
        var sets = await context.Sets.AsNoTracking().Where(set => set.PublishNumber > after).ToListAsync(cancellationToken);
        var read = new List<Table>(sets.Count);
        var (rows, told) = (0L, 0L);
        foreach (var set in sets)
        {
            if (tables.Schemas.FirstOrDefault(schema => schema.Name == set.Name) is not { } schema)
                continue;
            var table = isWanted?.Invoke(schema) == false ? Table.Empty(schema) : await ReadAsync(context, schema, cancellationToken);
            read.Add(table.Publish(set.PublishNumber));
            rows += table.Count;
            if (rows - told >= RowsPerWord || (read.Count == sets.Count && after == 0))
                Log.Loaded(logger, read.Count, sets.Count, told = rows);
        }

        return new StoredContent(number, erasure, read);
    }

    /// <summary>
    /// Writes the difference each change makes and gives the number of the publish. Null, and nothing written, where another process has
    /// published since the number given: what the changes start from is then no longer so.
    /// </summary>
    /// <param name="session">What must still hold the right to refresh; null where nobody else refreshes.</param>
    /// <exception cref="StoreException">The database is out of reach.</exception>
    /// <exception cref="OperationCanceledException">Also where the right to refresh is lost; nothing is written then.</exception>
    public async Task<long?> PublishAsync(
        IReadOnlyList<TableChange> changes, long last, CancellationToken cancellationToken, StoreSession? session = null)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return await StoreFault.ReachAsync(() => WriteAsync(changes, last, session, cancellationToken));
        }
        finally
        {
            _writing.Release();
        }
    }

    async Task<long?> WriteAsync(IReadOnlyList<TableChange> changes, long last, StoreSession? session, CancellationToken cancellationToken)
    {
        await using var context = database.NewContext(StoreTables.None);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await TryWriteAsync(context, changes, last, cancellationToken))
            return null;
        await DemandPolicyAsync(context, cancellationToken);
        if (session is not null)
            await session.DemandAsync(context, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Next(last);
    }

    /// <summary>The number of the publish that follows another; behind 0 is the first one.</summary>
    public long Next(long last) => last == 0 ? first : last + 1;

    /// <summary>The number of the last publish.</summary>
    /// <exception cref="StoreException">The database is out of reach.</exception>
    public Task<long> NumberAsync(CancellationToken cancellationToken) => StoreFault.ReachAsync(async () =>
    {
        await using var context = database.NewContext(StoreTables.None);
        return Number(await FactAsync(context, StoreFact.PublishNumber, cancellationToken));
    });

    /// <summary>Makes the next publish come after a number; false where the last one is not, or no longer, the one known.</summary>
    /// <exception cref="StoreException">The database is out of reach.</exception>
    public Task<bool> TryRaiseAsync(long known, long number, CancellationToken cancellationToken) => StoreFault.ReachAsync(async () =>
    {
        await using var context = database.NewContext(StoreTables.None);
        return await TryCountAsync(context, known, number, cancellationToken);
    });

    /// <summary>A connection by which services that share the store hear of each other; null where it is nobody else's.</summary>
    /// <exception cref="StoreException">The database is out of reach.</exception>
    public Task<StoreSession?> OpenSessionAsync(CancellationToken cancellationToken) => database.OpenSessionAsync(cancellationToken);

    /// <summary>Tells all sessions something.</summary>
    /// <exception cref="StoreException">The database is out of reach.</exception>
    public Task TellAsync(string message, CancellationToken cancellationToken) => StoreFault.ReachAsync(async () =>
    {
        await using var context = database.NewContext(StoreTables.None);
        await database.TellAsync(context, message, cancellationToken);
        return true;
    });

    public void Dispose() => _writing.Dispose();

    async Task CheckFactsAsync(StoreContext context, CancellationToken cancellationToken)
    {
        var owner = await FactAsync(context, StoreFact.Tenant, cancellationToken);
        if (owner is not null && owner != tenant)
            throw OtherTenant(owner);
        var catalog = Number(await FactAsync(context, StoreFact.CatalogVersion, cancellationToken));
        if (catalog > ReportCatalog.Version)
            throw NewerCatalog(catalog);
        if (owner is null)
        {
            context.Facts.Add(new StoreFact { Name = StoreFact.Tenant, Value = tenant });
            context.Facts.Add(new StoreFact { Name = StoreFact.PublishNumber, Value = "0" });
            context.Facts.Add(new StoreFact { Name = StoreFact.CatalogVersion, Value = Text(ReportCatalog.Version) });
        }
        else if (catalog < ReportCatalog.Version)
        {
            context.Replace(StoreFact.CatalogVersion, Text(catalog), Text(ReportCatalog.Version));
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Raises the publish number, if it is still the one known.</summary>
    static async Task<bool> TryCountAsync(StoreContext context, long last, long number, CancellationToken cancellationToken)
    {
        try
        {
            context.Replace(StoreFact.PublishNumber, Text(last), Text(number));
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    async Task<bool> TryWriteAsync(StoreContext context, IReadOnlyList<TableChange> changes, long last, CancellationToken cancellationToken)
    {
        if (!await TryCountAsync(context, last, Next(last), cancellationToken))
            return false;
        foreach (var change in changes)
            await WriteAsync(context, change, Next(last), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await database.TellAsync(context, "", cancellationToken);
        return true;
    }

    async Task WriteAsync(StoreContext context, TableChange change, long number, CancellationToken cancellationToken)
    {
        foreach (var (before, after) in Stored(change))
        {
            var difference = TableDifference.Of(before, after);
            await database.WriteAsync(context, before, after, difference, cancellationToken);
            Log.Written(logger, after.Schema.Name, difference.Added.Count, difference.Changed.Count, difference.Deleted.Count);
        }

        var set = new StoredSet { Name = change.After.Schema.Name, PublishNumber = number };
        var isKnown = await context.Sets.AsNoTracking().AnyAsync(known => known.Name == set.Name, cancellationToken);
        context.Entry(set).State = isKnown ? EntityState.Modified : EntityState.Added;
    }

    /// <summary>The stored tables a change touches.</summary>
    IEnumerable<(Table Before, Table After)> Stored(TableChange change)
    {
        var before = change.Before ?? Table.Empty(change.After.Schema);
        if (SetOfHistory(change.After.Schema) is not { } set)
            return [(before, change.After)];
        var (oldNewest, oldSuperseded) = StoredHistory.Split(before, set);
        var (newest, superseded) = StoredHistory.Split(change.After, set);
        return [(oldNewest, newest), (oldSuperseded, superseded)];
    }

    /// <summary>The set of the newest refreshes whose history the schema is; null for any other schema.</summary>
    TableSchema? SetOfHistory(TableSchema schema) =>
        schema.Report?.HistorySet == schema.Name ? tables.Schemas.Single(set => set.Name == schema.Report.EntitySet) : null;

    /// <summary>A set as it was published: a history is joined of its two parts.</summary>
    async Task<Table> ReadAsync(StoreContext context, TableSchema schema, CancellationToken cancellationToken)
    {
        var own = await ReadOneAsync(context, schema, cancellationToken);
        return SetOfHistory(schema) is { } set ? StoredHistory.Join(await ReadOneAsync(context, set, cancellationToken), own) : StoredHistory.Sorted(own);
    }

    async Task<Table> ReadOneAsync(StoreContext context, TableSchema schema, CancellationToken cancellationToken)
    {
        var builder = new TableBuilder(schema);
        await database.ReadAsync(context, builder, cancellationToken);
        return builder.Build();
    }

    static async Task<string?> FactAsync(StoreContext context, string name, CancellationToken cancellationToken) =>
        (await context.Facts.AsNoTracking().SingleOrDefaultAsync(fact => fact.Name == name, cancellationToken))?.Value;

    /// <summary>Marks a fact to be saved.</summary>
    static async Task SetAsync(StoreContext context, string name, string value, CancellationToken cancellationToken)
    {
        if (await FactAsync(context, name, cancellationToken) is { } known)
            context.Replace(name, known, value);
        else
            context.Facts.Add(new StoreFact { Name = name, Value = value });
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    static long Number(string? text) => text is null ? 0 : long.Parse(text, CultureInfo.InvariantCulture);

    StoreException OtherTenant(string owner) => new(
        $"The store holds the reports of tenant '{owner}', but the settings are of '{tenant}'. "
        + $"Use another Store:ConnectionString for '{tenant}'.");

    static StoreException NewerCatalog(long found) => new(
        $"The store was written with version {found} of the catalog of reports, but this program has version {ReportCatalog.Version}, "
        + "which may not know all columns. Start the newer program, or use another Store:ConnectionString.");

    static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Set}: {Added} rows added, {Changed} changed, {Deleted} deleted")]
        public static partial void Written(ILogger logger, string set, int added, int changed, int deleted);

        [LoggerMessage(LogLevel.Information, "Loaded {Done} of {All} sets from the store, {Rows} rows")]
        public static partial void Loaded(ILogger logger, int done, int all, long rows);
    }
}
