using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using CsvHelper;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Store.Transfer;

/// <summary>
/// Writes the file of one set, cell by cell: CSV (RFC 4180) in UTF-8 with a byte order mark, as Excel wants it. Null is an empty field,
/// an empty text is <c>""</c>. A text that a spreadsheet would run as a formula gets an apostrophe in front, and so does one that begins
/// with an apostrophe: taking one off whenever there is one gives every text back.
/// </summary>
sealed class ExportWriter : IAsyncDisposable
{
    static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { WriteByteOrderMark = true };

    /// <summary>What OWASP lists as the beginnings of formulas ("CSV Injection"), and the apostrophe itself.</summary>
    static readonly SearchValues<byte> Escaped = SearchValues.Create("=+-@\t\r'"u8);

    readonly string _set;
    readonly TransferProgress _progress;
    readonly SHA256 _hash = SHA256.Create();
    readonly CsvWriter _writer;
    byte[] _escaped = new byte[256];

    /// <param name="path">Of the file, which must not be there yet.</param>
    /// <param name="schema">The set, whose properties are the header.</param>
    /// <param name="progress">Is told of the rows.</param>
    public ExportWriter(string path, TableSchema schema, TransferProgress progress)
    {
        _set = schema.Name;
        _progress = progress;
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        _writer = CsvWriter.Create(new CryptoStream(file, _hash, CryptoStreamMode.Write), Options);
        _writer.WriteHeader([.. schema.Columns.Select(column => column.Name)]);
    }

    /// <summary>Records written.</summary>
    public long Rows { get; private set; }

    public void WriteNull() => _writer.WriteField((string?)null);

    /// <summary>Writes a text given as UTF-8.</summary>
    public void Write(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            _writer.WriteField("", CsvQuoting.Always);
            return;
        }

        if (!Escaped.Contains(text[0]))
        {
            _writer.WriteField(text);
            return;
        }

        if (_escaped.Length <= text.Length)
            _escaped = new byte[text.Length * 2];
        _escaped[0] = (byte)'\'';
        text.CopyTo(_escaped.AsSpan(1));
        _writer.WriteField(_escaped.AsSpan(0, text.Length + 1));
    }

    /// <summary>Writes a number as its column has it: 0 or 1, a day number, ticks.</summary>
    public void Write(long value, ColumnType type)
    {
        Span<byte> text = stackalloc byte[CellNotation.LongestNumber];
        _writer.WriteField(text[..CellNotation.Format(value, type, text)]);
    }

    /// <summary>Writes a decimal with the digits it has.</summary>
    public void Write(decimal value)
    {
        Span<byte> text = stackalloc byte[CellNotation.LongestNumber];
        value.TryFormat(text, out var written, provider: CultureInfo.InvariantCulture);
        _writer.WriteField(text[..written]);
    }

    public ValueTask EndRecordAsync(CancellationToken cancellationToken)
    {
        _progress.Tell(_set, ++Rows);
        return _writer.EndRecordAsync(cancellationToken);
    }

    /// <summary>Closes the file and says what it is.</summary>
    public async Task<ExportedFile> EndAsync()
    {
        await _writer.DisposeAsync();
        return new ExportedFile(_set, Rows, Convert.ToHexStringLower(_hash.Hash!));
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _hash.Dispose();
    }
}
