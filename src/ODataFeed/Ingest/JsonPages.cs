using System.Text;
using System.Text.Json;

namespace ODataFeed.Ingest;

/// <summary>
/// Reads the flat JSON form of a report (Graph beta, <c>$format=application/json</c>), page by page, into one table. A page is
/// parsed as it arrives; only a token that is cut by the end of the buffer is kept over.
/// </summary>
sealed class JsonPages
{
    // Depths of the reader: members of the page, of a row, and elements of an array within a row.
    const int InPage = 1;
    const int InRow = 3;
    const int InArray = 4;

    readonly IngestTarget _target;
    readonly RowAppender _rows;
    readonly JsonCells _cells;
    readonly byte[]?[] _names;
    readonly bool[] _seen;
    readonly List<string> _unknown = [];
    byte[] _buffer = new byte[BufferSize.Bytes];
    string? _nextLink;
    bool _isNextLink;
    bool _isRows;
    bool _inRows;
    bool _sawRows;
    bool _inArray;
    int _column;

    /// <exception cref="IngestException">The report's JSON form nests its rows: only its CSV form is a table.</exception>
    public JsonPages(IngestTarget target)
    {
        if (target.Report.JsonNested)
            throw Wrong(target, "Graph answered in JSON, which nests the rows of this report; expected CSV");
        _target = target;
        _rows = new RowAppender(target);
        _cells = new JsonCells(target.Report.Columns.Count);
        _names = [.. target.Report.Columns.Select(column => column.Json is { } name ? Encoding.UTF8.GetBytes(name) : null)];
        _seen = new bool[_names.Length];
    }

    /// <summary>Reads a page to its end and gives the link to the next one, or null. The caller disposes the body.</summary>
    /// <exception cref="IngestException">The body is no page of rows.</exception>
    /// <exception cref="IOException">The body broke off.</exception>
    public async Task<string?> ReadPageAsync(Stream body, CancellationToken cancellationToken)
    {
        (_nextLink, _sawRows) = (null, false);
        try
        {
            await ParseAsync(body, cancellationToken);
        }
        catch (JsonException malformed)
        {
            // Its message may quote the body.
            throw Wrong(_target, $"the JSON is malformed in line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine}");
        }

        catch (InvalidOperationException)
        {
            throw Wrong(_target, $"the JSON has a name or a link that is no text, after row {_cells.Line}");
        }

        return _sawRows ? _nextLink : throw Wrong(_target, "the JSON has no 'value' array");
    }

    /// <summary>The rows of all pages.</summary>
    /// <exception cref="IngestException">They are of something else.</exception>
    public IngestedFile Finish()
    {
        var file = _rows.Finish(_unknown, []);
        if (file.RowsRead > 0 && !_target.Report.Columns.Where((column, i) => _seen[i]).Any(CsvHeader.IsOwn))
            throw Wrong(_target, "no row of the JSON has a property of the report");
        var missing = _target.Report.Columns
            .Where((column, i) => _names[i] is not null && !_seen[i] && !column.Generated)
            .Select(column => column.Header);
        return file.RowsRead == 0 ? file : file with { MissingColumns = [.. missing] };
    }

    async Task ParseAsync(Stream body, CancellationToken cancellationToken)
    {
        var state = default(JsonReaderState);
        var isFirst = true;
        for (var filled = 0; ;)
        {
            if (filled == _buffer.Length)
                Grow();
            var read = await body.ReadAsync(_buffer.AsMemory(filled), cancellationToken);
            filled += read;
            if (isFirst && filled < Encoding.UTF8.Preamble.Length && read > 0)
                continue;
            var start = isFirst && _buffer.AsSpan(0, filled).StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            isFirst = false;
            var used = start + Parse(_buffer.AsSpan(start, filled - start), isLast: read == 0, ref state);
            _buffer.AsSpan(used, filled - used).CopyTo(_buffer);
            filled -= used;
            if (read == 0)
                return;
        }
    }

    int Parse(ReadOnlySpan<byte> text, bool isLast, ref JsonReaderState state)
    {
        var reader = new Utf8JsonReader(text, isLast, state);
        while (reader.Read())
            Take(ref reader);
        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                TakeName(ref reader);
                break;
            case JsonTokenType.StartArray:
                if (_inRows && reader.CurrentDepth > InPage)
                    TakeArray(reader.CurrentDepth);
                _inRows |= _isRows && reader.CurrentDepth == InPage;
                _inArray = reader.CurrentDepth == InRow;
                break;
            case JsonTokenType.EndArray:
                _inArray = false;
                if (_inRows && reader.CurrentDepth == InPage)
                    (_inRows, _sawRows) = (false, true);
                break;
            case JsonTokenType.StartObject when _inRows:
                TakeObject(reader.CurrentDepth);
                break;
            case JsonTokenType.EndObject when _inRows && reader.CurrentDepth == InRow - 1:
                _rows.Append(_cells);
                break;
            case JsonTokenType.EndObject or JsonTokenType.StartObject:
                break;
            default:
                TakeValue(ref reader);
                break;
        }
    }

    void TakeName(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth == InPage)
        {
            _isRows = reader.ValueTextEquals("value"u8);
            _isNextLink = reader.ValueTextEquals("@odata.nextLink"u8);
        }
        else if (_inRows && reader.CurrentDepth == InRow)
        {
            _column = FindColumn(ref reader);
        }
    }

    void TakeObject(int depth)
    {
        if (depth == InRow - 1)
            _cells.Begin();
        else if (_column >= 0 && depth <= InArray)
            throw Wrong(_target, $"the JSON nests objects in '{NameOf(_column)}', row {_cells.Line}; expected a value");
    }

    void TakeArray(int depth)
    {
        if (depth == InRow - 1)
            throw NoRow("an array");
        if (_column >= 0 && depth > InRow)
            throw Wrong(_target, $"the JSON nests arrays in '{NameOf(_column)}', row {_cells.Line}; expected values");
        if (_column >= 0)
            _cells.Clear(_column);
    }

    void TakeValue(ref Utf8JsonReader reader)
    {
        if (_inRows && reader.CurrentDepth == InRow - 1)
            throw NoRow("a value");
        if (_isNextLink && reader.CurrentDepth == InPage && reader.TokenType == JsonTokenType.String)
            _nextLink = reader.GetString();
        else if (!_inRows || _column < 0)
            return;
        else if (reader.CurrentDepth == InRow)
            _cells.Set(_column, ref reader);
        else if (reader.CurrentDepth == InArray && _inArray)
            _cells.Join(_column, ref reader);
    }

    /// <summary>The column of the property the reader stands on. Graph keeps their order: the next one is tried first.</summary>
    int FindColumn(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            var column = (_column + 1 + i) % _names.Length;
            if (_names[column] is not { } name || !reader.ValueTextEquals(name))
                continue;
            _seen[column] = true;
            return column;
        }

        NoteUnknown(ref reader);
        return -1;
    }

    /// <summary>Names once what the catalog does not know; <c>@odata…</c> is not the report's.</summary>
    void NoteUnknown(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.StartsWith("@"u8))
            return;
        foreach (var name in _unknown)
        {
            if (reader.ValueTextEquals(name))
                return;
        }

        _unknown.Add(reader.GetString()!);
    }

    IngestException NoRow(string what) => Wrong(_target, $"the JSON has {what} in place of row {_cells.Line + 1}; expected an object");

    string? NameOf(int column) => _target.Report.Columns[column].Json;

    static IngestException Wrong(IngestTarget target, string what) => new($"{target.Report.Function}: {what}.");

    void Grow()
    {
        if (_buffer.Length >= BufferSize.LargestRow)
            throw Wrong(_target, $"a value of the JSON is longer than {BufferSize.LargestRow} bytes");
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
