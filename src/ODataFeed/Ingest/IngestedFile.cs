using ODataFeed.Snapshot;

namespace ODataFeed.Ingest;

/// <summary>The rows of a download, and what was wrong with it.</summary>
sealed record IngestedFile
{
    /// <summary>The rows in file order, neither sorted nor numbered.</summary>
    public required Table Rows { get; init; }

    /// <summary>Rows in the file.</summary>
    public required int RowsRead { get; init; }

    /// <summary>Cells that did not parse and are null.</summary>
    public required int BadCells { get; init; }

    /// <summary>Rows that have such a cell.</summary>
    public required int BadRows { get; init; }

    /// <summary>Rows without a readable key.</summary>
    public required int LeftOutRows { get; init; }

    /// <summary>The first few cells that did not parse.</summary>
    public required IReadOnlyList<BadCell> Samples { get; init; }

    /// <summary>Headers (JSON: properties) the catalog does not know.</summary>
    public required IReadOnlyList<string> UnknownColumns { get; init; }

    /// <summary>Headers the catalog expects and the file lacks.</summary>
    public required IReadOnlyList<string> MissingColumns { get; init; }

    /// <summary>The share of rows with a bad cell, or left out; 0 of no rows.</summary>
    public double BadShare => RowsRead == 0 ? 0 : (double)(BadRows + LeftOutRows) / RowsRead;
}
