using System.Buffers.Text;

namespace GraphSimulator.Api;

/// <summary>ISO 8601 durations as Graph writes them: hours, minutes and seconds, <c>PT26H3M5S</c>; nothing is <c>PT0S</c>.</summary>
static class IsoDuration
{
    /// <summary>Enough for the hours of the longest <see cref="TimeSpan"/>.</summary>
    public const int MaxLength = 32;

    public static int Write(TimeSpan value, Span<byte> target)
    {
        var seconds = (long)value.TotalSeconds;
        "PT"u8.CopyTo(target);
        var length = 2;
        length += Part(seconds / 3600, (byte)'H', target[length..]);
        length += Part(seconds / 60 % 60, (byte)'M', target[length..]);
        length += Part(seconds % 60, (byte)'S', target[length..]);
        if (length > 2)
            return length;
        "0S"u8.CopyTo(target[length..]);
        return length + 2;
    }

    static int Part(long value, byte unit, Span<byte> target)
    {
        if (value == 0)
            return 0;
        Utf8Formatter.TryFormat(value, target, out var written);
        target[written] = unit;
        return written + 1;
    }
}
