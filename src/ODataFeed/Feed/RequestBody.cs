using System.Text;
using Microsoft.Net.Http.Headers;
using ODataFeed.Query;

namespace ODataFeed.Feed;

/// <summary>Reads the body of a request that must say what it is and must not be too long.</summary>
static class RequestBody
{
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The media type, if it is one of those expected; a charset, where given, must be UTF-8.</summary>
    /// <exception cref="FeedException">415: it is another, none or unreadable.</exception>
    public static MediaTypeHeaderValue Type(HttpRequest request, params string[] expected)
    {
        var coding = request.Headers.ContentEncoding.ToString();
        if (coding.Length > 0 && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            throw FeedErrors.UnsupportedContentEncoding(coding);
        var found = request.ContentType ?? "";
        return MediaTypeHeaderValue.TryParse(found, out var type)
            && expected.Any(name => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            ? type
            : throw FeedErrors.UnsupportedContentType(found, $"{string.Join(" or ", expected)} in UTF-8");
    }

    /// <exception cref="FeedException">413: it is longer than <paramref name="most"/> bytes.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int most, CancellationToken cancellation)
    {
        if (request.ContentLength > most)
            throw FeedErrors.BodyTooLong(most);
        using var body = new MemoryStream();
        var buffer = new byte[Math.Min(most + 1, 16 * 1024)];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (body.Length + read > most)
                throw FeedErrors.BodyTooLong(most);
            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <exception cref="FeedException">The bytes are no UTF-8.</exception>
    public static string Text(ReadOnlySpan<byte> body)
    {
        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            throw FeedErrors.InvalidBody("it is not UTF-8");
        }
    }
}
