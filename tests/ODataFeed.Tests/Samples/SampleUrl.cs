using System.Text;

namespace ODataFeed.Tests.Samples;

/// <summary>URLs as people write them.</summary>
static class SampleUrl
{
    /// <summary>Encodes what a URL may not hold; percent signs and delimiters stay.</summary>
    public static string Encode(string url)
    {
        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(url))
            encoded.Append(b is > 0x20 and < 0x7F and not ((byte)'"' or (byte)'<' or (byte)'>') ? ((char)b).ToString() : $"%{b:X2}");
        return encoded.ToString();
    }
}
