using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;

namespace ODataFeed.Query.Database;

/// <summary>One divided plan on its way: the three ways in which rows come to an answer.</summary>
sealed class DatabaseRun(DatabasePlan divided, DatabaseScan scan, Pipeline pipeline, ExecutionBudget budget)
{
    readonly QueryPlan _plan = divided.Plan;

    /// <summary>How many rows the steps before the rest leave.</summary>
    public async Task<long> CountAsync()
    {
        if (divided.IsFilteredInDatabase)
            return await scan.CountAsync(divided.Rows, budget.Cancellation);
        var columns = ColumnUse.Of(_plan with { Select = [], OrderBy = [], Dynamic = -1 }, divided.PerRow, []).Union(_plan.Set.Key).Order();
        var (count, sort) = (0L, _plan.Set.Key.Select(ordinal => new SortColumn(ordinal, false)));
        await foreach (var batch in scan.BatchesAsync(divided.Rows with { Sort = [.. sort], Columns = [.. columns] }, DatabaseExecutor.Batch, budget.Cancellation))
            count += pipeline.Run(divided.PerRow, batch).Rows.Count;
        return count;
    }

    /// <summary>A page of rows in the order of the database, each as it comes.</summary>
    public async Task<DatabasePage> StreamedAsync(PageRequest page)
    {
        var (mark, size) = (page.Mark, page.Size ?? DatabaseExecutor.Batch);
        var count = _plan.Count ? mark?.Count ?? await CountAsync() : (long?)null;
        var left = mark is null ? _plan.Top : mark.Left;
        var take = (int)Math.Min(size, left ?? long.MaxValue);

        // One row more, to know whether there is a next page.
        var wanted = (left ?? long.MaxValue) > take ? take + 1L : take;
        var rows = await RowsAsync(mark?.Values(_plan.Set, divided.Sort), mark is null ? _plan.Skip : 0, wanted);
        var result = new QueryResult(_plan, rows.Table, rows.Rows, 0, Math.Min(take, rows.Rows.Count), budget) { Count = count ?? rows.Rows.Count };
        if (rows.Rows.Count <= take || take == 0)
            return new DatabasePage(result);
        var last = SortValues.Of(rows.Table, rows.Rows[take - 1], divided.Sort);
        return new DatabasePage(result, PageMark.Of(last, size, left - take, count, _plan.Signature));
    }

    /// <summary>All rows, for steps that need them, or for an order that is not the database's.</summary>
    public async Task<DatabasePage> WholeAsync(PageRequest page)
    {
        var first = (page.First ?? Math.Min(_plan.Skip, int.MaxValue)) + (page.Size ?? int.MaxValue) + 1L;
        var reduction = divided.Reduction(first);
        var collector = new RowCollector(
            DatabaseExecutor.MostBytes, reduction is null ? null : rows => reduction(rows, budget), held => FeedErrors.NeedsMemory(divided.Reason, _plan.Set.Name, held));
        await foreach (var batch in scan.BatchesAsync(divided.Rows, DatabaseExecutor.Batch, budget.Cancellation))
        {
            collector.Add(pipeline.Run(divided.PerRow, batch));
            if (collector.Count >= divided.Enough)
                break;
        }

        var sortedOnly = divided.Rest.Count == 0;
        var count = sortedOnly && _plan.Count ? await CountAsync() : (long?)null;
        return Place(pipeline.Run(divided.Rest, collector.Rows()), page, count);
    }

    /// <summary>Groups that the database made, brought into those that were asked for.</summary>
    public async Task<RowSet> GroupedAsync(GroupQuery query)
    {
        var group = (GroupRows)divided.Rest[0];
        var groups = await scan.GroupsAsync(query, budget.Cancellation, DatabaseExecutor.MostGroups);
        if (groups.Count > DatabaseExecutor.MostGroups)
            throw FeedErrors.NeedsMemory(divided.Reason, _plan.Set.Name, groups.Count);
        var rows = pipeline.Run(divided.PerRow, new RowSet(groups.Table, new RowList(groups.Count)));
        var grouped = Grouping.Run(rows, group, budget, (aggregate, into) => groups.Partials.Of(aggregate, rows, into));
        return pipeline.Run([.. divided.Rest.Skip(1)], grouped);
    }

    /// <summary>The page of a result that was made as a whole.</summary>
    /// <param name="count">How many rows there are, where fewer are held.</param>
    public DatabasePage Place(RowSet rows, PageRequest page, long? count)
    {
        var result = Executor.Finish(_plan, rows, budget);
        var held = result.Rows.Count;
        var end = page.End ?? (int)Math.Min(int.MaxValue, _plan.Top is { } top && top < int.MaxValue ? _plan.Skip + top : int.MaxValue);
        var first = Math.Min(page.First ?? result.First, held);
        var stop = (int)Math.Min(Math.Min((long)first + (page.Size ?? int.MaxValue), end), held);
        result = result with { First = first, End = stop, Count = count ?? held };
        return new DatabasePage(result, Place: stop < Math.Min(end, held) ? (stop, end) : null);
    }

    /// <summary>Rows from somewhere on, no more than wanted.</summary>
    async Task<RowSet> RowsAsync(IReadOnlyList<object?>? after, long skip, long wanted)
    {
        var canSkip = divided.IsFilteredInDatabase && scan.CanSkip;
        var drop = canSkip ? 0 : skip;
        var query = divided.Rows with { After = after, Skip = canSkip ? (int)Math.Min(skip, int.MaxValue) : 0 };
        var size = divided.IsFilteredInDatabase && drop == 0 ? (int)Math.Min(wanted, int.MaxValue) : DatabaseExecutor.Batch;
        var collector = new RowCollector(long.MaxValue, null, _ => throw new InvalidOperationException("A page has no limit."));
        await foreach (var batch in scan.BatchesAsync(query, size, budget.Cancellation))
        {
            var rows = pipeline.Run(divided.PerRow, batch);
            var kept = rows.Rows.Slice(drop, wanted - collector.Count);
            drop -= Math.Min(drop, rows.Rows.Count);
            collector.Add(rows with { Rows = kept });
            if (collector.Count == wanted)
                break;
        }

        return collector.Rows();
    }
}
