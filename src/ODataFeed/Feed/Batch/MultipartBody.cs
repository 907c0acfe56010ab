using System.Text;
using Microsoft.Net.Http.Headers;
using ODataFeed.Query;

namespace ODataFeed.Feed.Batch;

/// <summary>
/// Splits a multipart body (RFC 2046 §5.1.1) that is whole in memory. Preamble and epilogue are passed over, blanks behind a delimiter
/// and bare line feeds are tolerated; a missing closing delimiter is not, because the body may have been cut off.
/// </summary>
static class MultipartBody
{
    /// <summary>The boundary of a multipart media type.</summary>
    /// <exception cref="FeedException">There is none, or it is not of 1 to 70 visible characters.</exception>
    public static string Boundary(MediaTypeHeaderValue type, string where)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        return boundary.Length is > 0 and <= 70 && boundary[^1] != ' ' && boundary.All(c => c is >= ' ' and < '\x7F')
            ? boundary
            : throw FeedErrors.InvalidBatch(where, boundary.Length == 0 ? "multipart/mixed without boundary" : $"the boundary '{boundary}'", "a boundary of 1 to 70 ASCII characters");
    }

    /// <summary>The parts, headers and all.</summary>
    /// <exception cref="FeedException">There is no delimiter, or no closing one.</exception>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, string boundary, string where)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        var delimiter = Encoding.ASCII.GetBytes("--" + boundary);
        var bytes = body.Span;
        var start = -1;
        for (var line = 0; line < bytes.Length;)
        {
            var feed = bytes[line..].IndexOf((byte)'\n');
            var next = feed < 0 ? bytes.Length : line + feed + 1;
            var (isDelimiter, isLast) = Delimiter(bytes[line..next], delimiter);
            if (isDelimiter)
            {
                if (start >= 0)
                    parts.Add(body[start..Math.Max(start, EndBefore(bytes, line))]);
                if (isLast)
                    return parts;
                start = next;
            }

            line = next;
        }

        throw FeedErrors.InvalidBatch(where, start < 0 ? $"no line '--{boundary}'" : "its end", $"the closing line '--{boundary}--'");
    }

    static (bool IsDelimiter, bool IsLast) Delimiter(ReadOnlySpan<byte> line, ReadOnlySpan<byte> delimiter)
    {
        if (!line.StartsWith(delimiter))
            return default;
        var rest = line[delimiter.Length..];
        var isLast = rest.StartsWith("--"u8);
        return ((isLast ? rest[2..] : rest).Trim(" \t\r\n"u8).IsEmpty, isLast);
    }

    /// <summary>The line break before a delimiter belongs to the delimiter.</summary>
    static int EndBefore(ReadOnlySpan<byte> bytes, int line) =>
        line >= 2 && bytes[line - 2] == '\r' ? line - 2 : Math.Max(0, line - 1);
}
