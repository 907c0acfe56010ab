using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ODataFeed.Snapshot;

/// <summary>
/// Bytes that are copied in whole vectors: up to <see cref="Slack"/> bytes beyond their end are read and written too, so the source is
/// padded and the target must have as much room. Short copies of varying length are what an answer is made of, and this is several
/// times the speed of a copy that has to end on the byte.
/// </summary>
static class PaddedBytes
{
    /// <summary>
    /// Bytes beyond the end of a copy that the target must have room for. Most cells are no longer than this, so that their copy has no
    /// branch that depends on their length.
    /// </summary>
    public const int Slack = 64;

    /// <summary>The bytes with their padding behind them.</summary>
    public static byte[] Pad(ReadOnlySpan<byte> bytes)
    {
        var padded = new byte[bytes.Length + Slack];
        bytes.CopyTo(padded);
        return padded;
    }

    /// <summary>Copies bytes of a padded array.</summary>
    public static void Copy(byte[] padded, int start, int length, Span<byte> target)
    {
        Debug.Assert(start + length + Slack <= padded.Length, "The source is not padded.");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length + Slack, target.Length);
        ref var from = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(padded), start);
        ref var to = ref MemoryMarshal.GetReference(target);
        CopyBlock(ref from, ref to, 0);
        for (var done = Slack; done < length; done += Slack)
            CopyBlock(ref from, ref to, (nuint)done);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void CopyBlock(ref byte from, ref byte to, nuint offset)
    {
        var (first, second) = (Vector256.LoadUnsafe(ref from, offset), Vector256.LoadUnsafe(ref from, offset + 32));
        first.StoreUnsafe(ref to, offset);
        second.StoreUnsafe(ref to, offset + 32);
    }
}
