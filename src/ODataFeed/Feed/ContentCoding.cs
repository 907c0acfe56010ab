using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace ODataFeed.Feed;

/// <summary>Content codings (RFC 9110 §8.4.1) of answers that are kept: what a client accepts, and the stream that makes it.</summary>
static class ContentCoding
{
    /// <summary>Answers are long and repetitive: the fastest level already shrinks them tenfold, higher ones cost more than the network saves.</summary>
    public const CompressionLevel Level = CompressionLevel.Fastest;

    /// <summary>The best of <c>br</c> and <c>gzip</c> that a client accepts; null where it takes neither.</summary>
    public static string? Of(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList([.. request.Headers.AcceptEncoding.OfType<string>()], out var accepted))
            return null;
        return accepted
            .Where(coding => coding.Quality is not 0 && coding.Value.Value is "br" or "gzip")
            .OrderByDescending(coding => coding.Quality ?? 1)
            .ThenBy(coding => coding.Value.Value, StringComparer.Ordinal)
            .FirstOrDefault()?.Value.Value;
    }

    /// <summary>A stream that codes what is written to it.</summary>
    public static Stream Encode(string coding, Stream target) => coding == "br"
        ? new BrotliStream(target, Level, leaveOpen: true)
        : new GZipStream(target, Level, leaveOpen: true);
}
