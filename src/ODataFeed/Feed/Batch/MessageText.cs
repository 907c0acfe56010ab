using ODataFeed.Query;

namespace ODataFeed.Feed.Batch;

/// <summary>Reads lines and header fields of a MIME part or an HTTP message that is whole in memory.</summary>
/// <param name="where">The request within the batch, for messages.</param>
sealed class MessageText(ReadOnlyMemory<byte> bytes, string where)
{
    int _position;

    /// <summary>What has not been read.</summary>
    public ReadOnlyMemory<byte> Rest => bytes[_position..];

    /// <summary>The next line, without its break; null at the end.</summary>
    public string? Line()
    {
        if (_position >= bytes.Length)
            return null;
        var rest = bytes.Span[_position..];
        var feed = rest.IndexOf((byte)'\n');
        var line = feed < 0 ? rest : rest[..feed];
        _position += feed < 0 ? rest.Length : feed + 1;
        var text = RequestBody.Text(line.EndsWith("\r"u8) ? line[..^1] : line);
        return !text.Any(c => char.IsControl(c) && c != '\t')
            ? text
            : throw FeedErrors.InvalidBatch(where, "a control character within a line", "lines that end in CRLF");
    }

    /// <summary>The header fields up to the empty line behind them. A line that begins with a blank goes on with the one before (RFC 9112 §5.2).</summary>
    /// <exception cref="FeedException">A line is no header field.</exception>
    public List<KeyValuePair<string, string>> Headers()
    {
        var headers = new List<KeyValuePair<string, string>>();
        while (Line() is { Length: > 0 } line)
        {
            if (line[0] is ' ' or '\t' && headers.Count > 0)
                headers[^1] = new(headers[^1].Key, $"{headers[^1].Value} {line.Trim()}".Trim());
            else
                headers.Add(Header(line));
        }

        return headers;
    }

    /// <summary>Whether a text is a token (RFC 9110 §5.6.2), as methods and header names are.</summary>
    public static bool IsToken(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    KeyValuePair<string, string> Header(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && IsToken(line[..colon])
            ? new(line[..colon], line[(colon + 1)..].Trim())
            : throw FeedErrors.InvalidBatch(where, $"the line '{(line.Length > 40 ? line[..40] + "…" : line)}'", "a header 'Name: value' or an empty line");
    }
}
