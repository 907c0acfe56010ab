using CsvHelper;

namespace ODataFeed.Ingest;

/// <summary>The cells of a CSV row in columns the catalog does not know.</summary>
sealed class CsvUnknownCells : UnknownCells
{
    readonly List<(int Field, byte[] Name)> _fields = [];

    CsvUnknownCells(CsvHeader header, IngestTarget target)
        : base(target)
    {
        foreach (var (field, text) in header.Unknown)
        {
            if (MemberName(text) is { } name)
                _fields.Add((field, name));
        }
    }

    /// <summary>Those of a file; null where the set keeps none.</summary>
    public static CsvUnknownCells? Of(CsvHeader header, IngestTarget target) => target.Schema.IsOpen ? new(header, target) : null;

    /// <summary>Those of the row the reader stands on.</summary>
    public ReadOnlySpan<byte> Read(CsvReader reader)
    {
        Clear();
        foreach (var (field, name) in _fields)
            Add(name, reader.GetSpan(field));
        return Text;
    }
}
