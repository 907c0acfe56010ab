namespace ODataFeed.Ingest;

/// <summary>The cells of the row a reader stands on, by column of the table to build; a column the file lacks is empty.</summary>
interface IRowCells
{
    /// <summary>
    /// The text of a cell, valid until the reader moves on. Behind the columns of the report, where the set is open, stand the cells of
    /// the others, see <see cref="UnknownCells"/>.
    /// </summary>
    ReadOnlySpan<byte> this[int column] { get; }

    /// <summary>Where the row stands, for messages.</summary>
    long Line { get; }
}
