namespace ODataFeed.Snapshot;

/// <summary>
/// The rows of one entity set, as columns in the order of the schema, sorted by key. Immutable; replaced in its entirety.
/// </summary>
sealed class Table
{
    /// <param name="count">The number of rows, needed where there is no column to tell.</param>
    public Table(TableSchema schema, IReadOnlyList<Column> columns, long version = 0, int? count = null)
    {
        Schema = schema;
        Columns = columns;
        Version = version;
        Count = count ?? (columns.Count == 0 ? 0 : columns[0].Count);
    }

    public TableSchema Schema { get; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>The publish number under which these rows became visible; 0 while not published.</summary>
    public long Version { get; }

    /// <summary>
    /// How many rows are in the store, where they are read there; null where they are here. Such a table stands for them: its own rows
    /// are a digest, which says when they are from and whom they name, and are not for readers.
    /// </summary>
    public long? StoredRows { get; private init; }

    /// <summary>Whether the rows are in the store.</summary>
    public bool IsInStore => StoredRows is not null;

    /// <summary>Bytes held by the columns.</summary>
    public long Bytes => Columns.Sum(column => column.Bytes);

    public Column this[string column] => Columns[Schema.Ordinal(column)];

    /// <summary>The same rows under a publish number, and where a set shares another's rows under its schema.</summary>
    public Table Publish(long version, TableSchema? schema = null) => new(schema ?? Schema, Columns, version) { StoredRows = StoredRows };

    /// <summary>This table as the digest of rows that stay in the store.</summary>
    public Table InStore(long rows) => new(Schema, Columns, Version) { StoredRows = rows };

    public static Table Empty(TableSchema schema) => new TableBuilder(schema).Build();

    /// <summary>
    /// Chosen rows of tables of one schema in the order given; a row counts through all sources as in <see cref="Column.Gather"/>.
    /// Rows that are all of one source in its own order share its columns.
    /// </summary>
    public static Table Gather(IReadOnlyList<Table> sources, ReadOnlySpan<int> rows)
    {
        var offset = 0;
        foreach (var source in sources)
        {
            if (rows.Length == source.Count && IsRun(rows, offset))
                return new Table(source.Schema, source.Columns);
            offset += source.Count;
        }

        var columns = new Column[sources[0].Columns.Count];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = Column.Gather([.. sources.Select(source => source.Columns[i])], rows);
        return new Table(sources[0].Schema, columns);
    }

    static bool IsRun(ReadOnlySpan<int> rows, int start)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] != start + i)
                return false;
        }

        return true;
    }
}
