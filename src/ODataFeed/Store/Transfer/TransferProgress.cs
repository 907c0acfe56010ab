using System.Globalization;

namespace ODataFeed.Store.Transfer;

/// <summary>Tells a person how far an export or import is: a line per set, and one per million rows of a long one.</summary>
sealed class TransferProgress(TextWriter output, int sets)
{
    const long RowsPerWord = 1_000_000;

    int _done;
    long _rows;

    /// <summary>So many rows of a set are done.</summary>
    public void Tell(string set, long rows)
    {
        if (rows % RowsPerWord == 0)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set}: {rows:N0} rows so far"));
    }

    /// <summary>A set is done.</summary>
    public void End(string set, long rows)
    {
        _rows += rows;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{++_done}/{sets}] {set}: {rows:N0} rows"));
    }

    /// <summary>All sets are done.</summary>
    public void End(string what) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sets} sets, {_rows:N0} rows {what}"));
}
