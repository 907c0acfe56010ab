namespace ODataFeed.Snapshot;

/// <summary>Row numbers that count through several columns, as <see cref="Column.Gather"/> takes them.</summary>
static class Sources
{
    /// <summary>
    /// Moves to the source that holds a row: afterwards <c>row - offset</c> is the row in <c>sources[source]</c>.
    /// Cheap while rows stay in one source.
    /// </summary>
    public static void Seek(IReadOnlyList<Column> sources, int row, ref int source, ref int offset)
    {
        while (row < offset)
            offset -= sources[--source].Count;
        while (row - offset >= sources[source].Count)
            offset += sources[source++].Count;
    }
}
