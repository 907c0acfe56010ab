namespace ODataFeed.Ingest;

/// <summary>A row of JSON: the members of its object, and those of one row nested below it where the report nests.</summary>
readonly struct JsonRow(JsonLayout layout, JsonCells outer, JsonCells inner, JsonUnknownCells? unknown, int row, long line) : IRowCells
{
    /// <summary>The row number of an object without nested rows.</summary>
    public const int NoneNested = -1;

    public ReadOnlySpan<byte> this[int column] =>
        column == layout.Columns ? unknown!.Text
        : !layout.IsNested(column) ? outer.Cell(0, column)
        : row == NoneNested ? default
        : inner.Cell(row, column);

    public long Line => line;
}
