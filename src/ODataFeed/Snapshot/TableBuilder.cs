namespace ODataFeed.Snapshot;

/// <summary>Collects rows, column by column, in the order they come. The caller appends one cell to every column per row.</summary>
sealed class TableBuilder(TableSchema schema)
{
    public TableSchema Schema { get; } = schema;

    /// <summary>A builder per column, in the order of the schema.</summary>
    public IReadOnlyList<ColumnBuilder> Columns { get; } = [.. schema.Columns.Select(column => ColumnBuilder.For(column.Type))];

    /// <summary>Appends a row of boxed values. For tests and small system tables.</summary>
    public TableBuilder Add(params ReadOnlySpan<object?> cells)
    {
        if (cells.Length != Columns.Count)
            throw new ArgumentException($"Set {Schema.Name} has {Columns.Count} columns, the row has {cells.Length}.", nameof(cells));
        for (var i = 0; i < cells.Length; i++)
            Columns[i].AppendObject(cells[i]);
        return this;
    }

    /// <summary>The rows as they came: not yet sorted, keys not yet checked. See <see cref="DownloadedRows"/>.</summary>
    public Table Build()
    {
        var columns = Columns.Select(column => column.Build()).ToList();
        if (columns.Exists(column => column.Count != columns[0].Count))
            throw new InvalidOperationException($"The columns of {Schema.Name} differ in length: {string.Join(", ", columns.Select(column => column.Count))}.");
        return new Table(Schema, columns);
    }
}
