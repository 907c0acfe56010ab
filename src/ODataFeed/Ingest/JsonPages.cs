using System.Text;
using System.Text.Json;

namespace ODataFeed.Ingest;

/// <summary>
/// Reads the JSON form of a report (Graph beta, <c>$format=application/json</c>), flat or nested, page by page, into one table. A page
/// is parsed as it arrives; only a token that is cut by the end of the buffer is kept over, and the nested rows of one object.
/// </summary>
sealed class JsonPages(IngestTarget target)
{
    // Depths of the reader: members of the page, of a row's object, and elements of an array within it.
    const int InPage = 1;
    const int InRow = 3;
    const int InArray = 4;

    readonly RowAppender _rows = new(target);
    readonly JsonLayout _layout = new(target.Report);
    readonly JsonCells _outer = new(target.Report.Columns.Count);
    readonly JsonCells _inner = new(target.Report.Columns.Count);
    readonly bool[] _seen = new bool[target.Report.Columns.Count];
    readonly JsonUnknownCells? _unknownCells = target.Schema.IsOpen ? new JsonUnknownCells(target) : null;
    readonly List<string> _unknown = [];
    byte[] _buffer = new byte[BufferSize.Bytes];
    string? _nextLink;
    bool _isNextLink;
    bool _isRows;
    bool _inRows;
    bool _sawRows;
    bool _inArray;
    bool _inContainer;
    JsonCells? _cells;
    int _depth;
    int _column;
    int _unknownColumn;
    long _objects;
    long _line;

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
            throw Wrong($"the JSON is malformed in line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine}");
        }
        catch (InvalidOperationException)
        {
            throw Wrong($"the JSON has a name or a link that is no text, after row {_objects}");
        }

        return _sawRows ? _nextLink : throw Wrong("the JSON has no 'value' array");
    }

    /// <summary>The rows of all pages.</summary>
    /// <exception cref="IngestException">They are of something else.</exception>
    public IngestedFile Finish()
    {
        var file = _rows.Finish(_unknown, []);
        if (file.RowsRead > 0 && !target.Report.Columns.Where((column, i) => _seen[i]).Any(CsvHeader.IsOwn))
            throw Wrong("no row of the JSON has a property of the report");
        var missing = target.Report.Columns
            .Where((column, i) => _layout.Has(i) && !_seen[i] && !column.Generated)
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
        var depth = reader.CurrentDepth;
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                TakeName(ref reader, depth);
                break;
            case JsonTokenType.StartArray when _inRows:
                TakeArray(depth);
                break;
            case JsonTokenType.StartArray:
                _inRows = _isRows && depth == InPage;
                break;
            case JsonTokenType.EndArray when _inRows:
                EndArray(depth);
                break;
            case JsonTokenType.StartObject when _inRows:
                TakeObject(depth);
                break;
            case JsonTokenType.EndObject when _inRows:
                EndObject(depth);
                break;
            case JsonTokenType.EndArray or JsonTokenType.EndObject or JsonTokenType.StartObject:
                break;
            default:
                TakeValue(ref reader, depth);
                break;
        }
    }

    void TakeName(ref Utf8JsonReader reader, int depth)
    {
        if (depth == InPage)
        {
            _isRows = reader.ValueTextEquals("value"u8);
            _isNextLink = reader.ValueTextEquals("@odata.nextLink"u8);
        }
        else if (_inRows && depth == _depth)
        {
            _inContainer = depth == InRow ? _layout.IsContainer(ref reader) : _inContainer;
            var isHolder = _inContainer && depth == InRow;
            _column = isHolder ? -1 : _layout.Find(ref reader, nested: _cells == _inner, _column);
            if (_column >= 0)
                _seen[_column] = true;
            _unknownColumn = _column >= 0 || isHolder ? -1 : Unknown(ref reader);
        }
    }

    void TakeObject(int depth)
    {
        if (depth == InRow - 1)
        {
            _objects++;
            _inner.Clear();
            _outer.Clear();
            _unknownCells?.Clear();
            Begin(_outer, InRow);
        }
        else if (_inContainer && _cells == _outer && depth <= InArray)
        {
            if (_inner.Bytes > JsonCells.MostBytes)
                throw Wrong($"the JSON nests more than {JsonCells.MostBytes} bytes in row {_objects}");
            Begin(_inner, depth + 1);
        }
        else if (_column >= 0 && depth <= _depth + 1)
        {
            throw Wrong($"the JSON nests objects in '{NameOf(_column)}', row {_objects}; expected a value");
        }
    }

    void Begin(JsonCells cells, int depth)
    {
        cells.Begin();
        (_cells, _depth, _column) = (cells, depth, -1);
    }

    void EndObject(int depth)
    {
        if (depth == InRow - 1)
            Append();
        else if (_cells == _inner && depth == _depth - 1)
            (_cells, _depth, _column) = (_outer, InRow, -1);
    }

    /// <summary>The object the reader leaves is a row, or has rows nested in it.</summary>
    void Append()
    {
        if (_inner.Rows == 0 && _layout.StandsAlone)
            _rows.Append(new JsonRow(_layout, _outer, _inner, _unknownCells, JsonRow.NoneNested, ++_line));
        for (var row = 0; row < _inner.Rows; row++)
            _rows.Append(new JsonRow(_layout, _outer, _inner, _unknownCells, row, ++_line));
    }

    void TakeArray(int depth)
    {
        if (depth == InRow - 1)
            throw NoRow("an array");
        if (_inContainer && _cells == _outer && depth == InArray)
            throw NoRow("an array in an array");
        if (_column < 0)
            return;
        if (depth > _depth)
            throw Wrong($"the JSON nests arrays in '{NameOf(_column)}', row {_objects}; expected values");
        _cells!.Clear(_column);
        _inArray = true;
    }

    void EndArray(int depth)
    {
        _inArray = false;
        if (depth == InPage)
            (_inRows, _sawRows) = (false, true);
    }

    void TakeValue(ref Utf8JsonReader reader, int depth)
    {
        if (_isNextLink && depth == InPage && reader.TokenType == JsonTokenType.String)
            _nextLink = reader.GetString();
        else if (_inRows && (depth == InRow - 1 || IsNestedRow(ref reader, depth)))
            throw NoRow("a value");
        else if (!_inRows)
            return;
        else if (_column < 0)
            TakeUnknown(ref reader, depth);
        else if (depth == _depth)
            _cells!.Set(_column, ref reader);
        else if (depth == _depth + 1 && _inArray)
            _cells!.Join(_column, ref reader);
    }

    /// <summary>A value where a nested row or the array of them is expected; null in place of the array is none.</summary>
    bool IsNestedRow(ref Utf8JsonReader reader, int depth) =>
        _inContainer && _cells == _outer && (depth == InArray || (depth == InRow && reader.TokenType != JsonTokenType.Null));

    /// <summary>A value of the row's object alone is a cell of the row, not one nested deeper.</summary>
    void TakeUnknown(ref Utf8JsonReader reader, int depth)
    {
        if (_unknownColumn >= 0 && _cells == _outer && depth == InRow)
            _unknownCells?.Add(_unknownColumn, _unknown[_unknownColumn], ref reader);
    }

    /// <summary>The number of what the catalog does not know, which is named once; -1 for <c>@odata…</c>, which is not the report's.</summary>
    int Unknown(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.StartsWith("@"u8))
            return -1;
        for (var i = 0; i < _unknown.Count; i++)
        {
            if (reader.ValueTextEquals(_unknown[i]))
                return i;
        }

        _unknown.Add(reader.GetString()!);
        return _unknown.Count - 1;
    }

    IngestException NoRow(string what) => Wrong($"the JSON has {what} in place of row {_objects + 1}; expected an object");

    string NameOf(int column) => target.Report.Columns[column].Json!;

    IngestException Wrong(string what) => new($"{target.Report.Function}: {what}.");

    void Grow()
    {
        if (_buffer.Length >= BufferSize.LargestRow)
            throw Wrong($"a value of the JSON is longer than {BufferSize.LargestRow} bytes");
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
