namespace ODataFeed.Snapshot.Derived;

/// <summary>Makes the rows of a view: a report's columns become rows, each with the name its header had.</summary>
static class Unpivot
{
    /// <summary>The view's rows, sorted by key. Rows whose values are all null do not exist.</summary>
    /// <param name="source">The rows of the report.</param>
    /// <param name="schema">The set of the view.</param>
    public static Table Apply(Table source, TableSchema schema)
    {
        var (report, view) = (schema.Report!, schema.View!);
        var names = view.Names(report);
        Column[][] values = [.. view.Values.Select(value => names.Select(name => source[view.Source(report, value, name)!.Name]).ToArray())];
        var (rows, cells, labels) = (new List<int>(), new List<int>(), new TextBuilder());
        for (var row = 0; row < source.Count; row++)
        {
            for (var place = 0; place < names.Count; place++)
            {
                if (!IsPresent(values, place, row))
                    continue;
                rows.Add(row);
                cells.Add((place * source.Count) + row);
                labels.Append(names[place]);
            }
        }

        // The columns of one value count as sources one after the other, so that a cell is a row of theirs.
        Column[] columns =
        [
            .. report.Key.Select(name => Column.Gather([source[name]], [.. rows])),
            labels.Build(),
            .. values.Select(column => Column.Gather(column, [.. cells])),
        ];
        return Sorted(new Table(schema, columns));
    }

    static bool IsPresent(Column[][] values, int place, int row)
    {
        foreach (var columns in values)
        {
            if (!columns[place].IsNull(row))
                return true;
        }

        return false;
    }

    static Table Sorted(Table table) =>
        Table.Gather([table], RowOrder.Sort([.. table.Schema.Key.Select(ordinal => new SortKey(table.Columns[ordinal]))], [.. Enumerable.Range(0, table.Count)]));
}
