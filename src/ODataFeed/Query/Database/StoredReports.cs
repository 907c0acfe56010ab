using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Query.Syntax;
using ODataFeed.Snapshot;
using ODataFeed.Snapshot.Derived;
using ODataFeed.Store;
using UsageReports;

namespace ODataFeed.Query.Database;

/// <summary>Gives the publisher what it must know of rows that stay in the store, so that none need be loaded.</summary>
sealed class StoredReports(StoreDatabase database, StoreTables tables, FeedModel model, ILogger<StoredReports> logger)
{
    /// <summary>Rows of a digest that stand for all others where the question is what names look like.</summary>
    const int Sample = 1_000;

    static readonly string[] OfUsers = [NavigationSchema.UserPrincipalName, "DisplayName", "IsDeleted", "AssignedProducts"];

    /// <summary>Where the store is out of reach, they throw a <see cref="StoreException"/>.</summary>
    public StoredRows Rows => new(
        (set, cancellation) => StoreFault.ReachAsync(() => DigestAsync(set, cancellation)),
        (history, cancellation) => StoreFault.ReachAsync(() => RefreshesAsync(history, cancellation)),
        (set, ordinal, values, least, cancellation) => StoreFault.ReachAsync(() => ReadAsync(set, ordinal, values, least, cancellation)));

    /// <summary>
    /// A sample of rows, the ends of every column of days, the days of a set of single days, and of everyone named the first and the last refresh with what it says of them.
    /// Sets that views are made of are few rows and come whole.
    /// </summary>
    async Task<Table> DigestAsync(TableSchema set, CancellationToken cancellation)
    {
        await using var session = await ReadSession.OpenAsync(database, logger, cancellation);
        var scan = new DatabaseScan(session, set, StoredParts.Of(set, tables));
        var ends = await scan.GroupsAsync(new GroupQuery(All(set), [], [new Partial(PartialKind.Rows, -1), .. Ends(Days(set))]), cancellation);
        var rows = Enumerable.Range(0, ends.Count).Sum(row => ends.Partials.Value(0, row) ?? 0);
        var isSource = model.Sets.Any(view => view.View is not null && view.Report!.EntitySet == set.Name);
        var read = await scan.AllAsync(All(set), cancellation, isSource ? int.MaxValue : Sample);
        var digest = new List<Table> { read };
        if (!isSource)
            digest.AddRange(Extremes(set, ends, Days(set)));
        if (set.Report!.ByDaySet == set.Name)
            digest.Add((await scan.GroupsAsync(new GroupQuery(All(set), Refresh(set), [new Partial(PartialKind.Rows, -1)]), cancellation)).Table);
        if (Describing(set) is { Count: > 0 } by && set.Find(Report.ReportRefreshDate) is >= 0 and var date)
        {
            var people = await scan.GroupsAsync(new GroupQuery(All(set), by, [new Partial(PartialKind.Rows, -1), .. Ends([date])]), cancellation);
            digest.AddRange(Spans(set, people, by, date, cancellation));
        }

        return Table.Gather(digest, [.. Enumerable.Range(0, digest.Sum(table => table.Count))]).InStore(rows);
    }

    async Task<IReadOnlyCollection<(long Date, long Period)>> RefreshesAsync(TableSchema history, CancellationToken cancellation)
    {
        await using var session = await ReadSession.OpenAsync(database, logger, cancellation);
        var groups = await new DatabaseScan(session, history, StoredParts.Of(history, tables))
            .GroupsAsync(new GroupQuery(All(history), Refresh(history), [new Partial(PartialKind.Rows, -1)]), cancellation);
        return PeriodMerge.Refreshes(groups.Table);
    }

    async Task<Table> ReadAsync(TableSchema set, int ordinal, IReadOnlyCollection<long>? values, long least, CancellationToken cancellation)
    {
        await using var session = await ReadSession.OpenAsync(database, logger, cancellation);
        var type = EdmTypes.Of(set.Columns[ordinal].Type);
        var column = new ColumnReference(type, ordinal, set.Columns[ordinal].Name, set.Columns[ordinal].Nullable);
        Expression condition = values is null
            ? new Comparison(BinaryOperator.GreaterThanOrEqual, column, new Constant(type, least))
            : new Membership(column, [.. values.Select(value => new Constant(type, value))]);
        var scan = new DatabaseScan(session, set, StoredParts.Of(set, tables));
        return await scan.AllAsync(All(set) with { Where = [condition] }, cancellation);
    }

    /// <summary>The columns that tell refreshes apart, or days of a set of single days: the date leads the key.</summary>
    static List<int> Refresh(TableSchema set) =>
        [set.Key[0], .. set.Key.Where(ordinal => set.Columns[ordinal].Name == Report.ReportPeriod && ordinal != set.Key[0])];

    static RowQuery All(TableSchema set) =>
        new([], [.. set.Key.Select(ordinal => new SortColumn(ordinal, false))], [.. Enumerable.Range(0, set.Columns.Count)]);

    /// <summary>Two tables of the groups' rows: with the least values of the columns, and with the greatest.</summary>
    static IEnumerable<Table> Extremes(TableSchema set, StoredGroups groups, IReadOnlyList<int> ordinals)
    {
        foreach (var kind in new[] { PartialKind.Min, PartialKind.Max })
        {
            Column[] columns = [.. groups.Table.Columns];
            foreach (var ordinal in ordinals)
                columns[ordinal] = groups.Partials.Find(kind, ordinal)!;
            yield return new Table(set, columns, count: groups.Count);
        }
    }

    /// <summary>As <see cref="Extremes"/>, where a group may have come once per stored table: once each.</summary>
    static IEnumerable<Table> Spans(TableSchema set, StoredGroups groups, IReadOnlyList<int> by, int date, CancellationToken cancellation)
    {
        var rows = new RowSet(groups.Table, new RowList(groups.Count));
        var joined = Groups.Of(rows, by, new ExecutionBudget(cancellation));
        var first = Table.Gather([groups.Table], joined.First);
        foreach (var (kind, method) in new[] { (PartialKind.Min, AggregateMethod.Min), (PartialKind.Max, AggregateMethod.Max) })
        {
            Column[] columns = [.. first.Columns];
            columns[date] = Aggregation.Of(method, EdmType.Date, groups.Partials.Find(kind, date)!, rows.Rows, joined.Ids, joined.Count);
            yield return new Table(set, columns, count: joined.Count);
        }
    }

    static IEnumerable<Partial> Ends(IEnumerable<int> ordinals) =>
        ordinals.SelectMany(ordinal => new[] { new Partial(PartialKind.Min, ordinal), new Partial(PartialKind.Max, ordinal) });

    static List<int> Days(TableSchema set) =>
        [.. Enumerable.Range(0, set.Columns.Count).Where(ordinal => set.Columns[ordinal].Type is ColumnType.Date or ColumnType.DateTimeOffset)];

    /// <summary>What the sets of users and products are made of.</summary>
    static List<int> Describing(TableSchema set)
    {
        var names = new List<string>();
        if (UserTable.IsSource(set))
            names.AddRange(OfUsers);
        if (ProductTable.IsSource(set))
            names.Add(ProductTable.ProductType);
        return [.. names.Select(set.Find).Where(ordinal => ordinal >= 0)];
    }
}
