using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace ODataFeed.Snapshot;

/// <summary>Text as a JSON string (RFC 8259 §7), escaping what must be and nothing else that a reader cares about.</summary>
static class JsonText
{
    static readonly SearchValues<byte> Escaped =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)]);

    /// <summary>Whether a text must be escaped: it holds a quote, a backslash or a control character, or is no valid UTF-8.</summary>
    public static bool NeedsEscape(ReadOnlySpan<byte> utf8) => utf8.ContainsAny(Escaped) || !Utf8.IsValid(utf8);

    /// <summary>The text as a JSON string, quotes included. Invalid UTF-8 becomes U+FFFD.</summary>
    public static byte[] Quote(ReadOnlySpan<byte> utf8)
    {
        var quoted = JsonEncodedText.Encode(utf8, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;
        return [(byte)'"', .. quoted, (byte)'"'];
    }

    /// <summary>The text of the inside of a JSON string.</summary>
    public static string Unescape(ReadOnlySpan<byte> inner)
    {
        var reader = new Utf8JsonReader([(byte)'"', .. inner, (byte)'"']);
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>Compares two JSON strings by the UTF-8 bytes of their texts.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        TextOf(left).SequenceCompareTo(TextOf(right));

    /// <summary>The text of a JSON string as UTF-8.</summary>
    public static ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> json) => json.Contains((byte)'\\') ? Raw(json) : json[1..^1];

    static byte[] Raw(ReadOnlySpan<byte> json) => Encoding.UTF8.GetBytes(Unescape(json[1..^1]));
}
