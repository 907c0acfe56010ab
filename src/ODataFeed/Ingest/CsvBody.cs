using CsvHelper;

namespace ODataFeed.Ingest;

/// <summary>Reads the CSV form of a report (RFC 4180, UTF-8 with or without BOM, CRLF or LF).</summary>
static class CsvBody
{
    /// <summary>
    /// Strict: the separator is not guessed, malformed quoting and rows of another length are errors instead of being mended or let
    /// pass, as CsvHelper 34 would by default; and what it says of an error holds no cell.
    /// </summary>
    internal static readonly CsvReaderOptions Strict = CsvReaderOptions.Default with
    {
        Separator = ',',
        DetectSeparatorHint = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        MissingField = CsvMissingFieldHandling.Throw,
        IncludeValuesInExceptions = false,
        TrackLineNumbers = true,
        BufferSize = BufferSize.Bytes,
        MaxRecordSize = BufferSize.LargestRow,
    };

    /// <summary>Reads to the end of the body, which the caller disposes.</summary>
    /// <exception cref="IngestException">The body is no CSV, or not of this report.</exception>
    /// <exception cref="IOException">The body broke off.</exception>
    public static async Task<IngestedFile> ReadAsync(Stream body, IngestTarget target, CancellationToken cancellationToken)
    {
        try
        {
            await using var reader = CsvReader.Create(body, Strict, leaveOpen: true);
            await reader.ReadHeaderAsync(cancellationToken);
            if (reader.Headers.Count == 0)
                throw new IngestException($"{target.Report.Function}: the body is empty; even a report without rows has its header line.");
            var header = CsvHeader.Bind([.. reader.Headers], target.Report);
            var rows = new RowAppender(target);
            var cells = new Cells(reader, header.Fields, CsvUnknownCells.Of(header, target));
            while (await reader.ReadAsync(cancellationToken))
                rows.Append(cells);
            return rows.Finish([.. header.Unknown.Select(unknown => unknown.Header)], header.Missing);
        }
        catch (CsvFormatException malformed)
        {
            throw new IngestException($"{target.Report.Function}: the CSV is malformed. {malformed.Message}", malformed);
        }
    }

    readonly struct Cells(CsvReader reader, int[] fields, CsvUnknownCells? unknown) : IRowCells
    {
        public ReadOnlySpan<byte> this[int column] =>
            column == fields.Length ? unknown!.Read(reader)
            : fields[column] < 0 ? default
            : reader.GetSpan(fields[column]);

        public long Line => reader.LineNumber;
    }
}
