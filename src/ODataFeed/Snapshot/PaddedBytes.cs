using System.Runtime.Intrinsics;

namespace ODataFeed.Snapshot;

/// <summary>
/// Bytes that are copied in whole vectors: up to <see cref="Slack"/> bytes beyond their end are read and written too, so the source is
/// padded and the target must have as much room. Short copies of varying length are what an answer is made of, and this is several
/// times the speed of a copy that has to end on the byte.
/// </summary>
static class PaddedBytes
{
    /// <summary>Bytes beyond the end of a copy that the target must have room for.</summary>
    public const int Slack = 32;

    /// <summary>The bytes with their padding behind them.</summary>
    public static byte[] Pad(ReadOnlySpan<byte> bytes)
    {
        var padded = new byte[bytes.Length + Slack];
        bytes.CopyTo(padded);
        return padded;
    }

    /// <summary>Copies the first bytes of a padded source.</summary>
    public static void Copy(ReadOnlySpan<byte> source, int length, Span<byte> target)
    {
        Vector256.Create(source).CopyTo(target);
        for (var done = Slack; done < length; done += Slack)
            Vector256.Create(source[done..]).CopyTo(target[done..]);
    }
}
