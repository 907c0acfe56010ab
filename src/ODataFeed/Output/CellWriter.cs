using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using ODataFeed.Query.Execution;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Output;

/// <summary>
/// Writes one cell of a row with what is around it, encoded once. One per column and answer; allocates nothing per cell.
/// </summary>
abstract class CellWriter(CellFrame frame)
{
    readonly byte[] _prefix = PaddedBytes.Pad(frame.Prefix);
    readonly int _prefixLength = frame.Prefix.Length;

    /// <summary>The most bytes a cell can take, frame included, and what is written beyond its end.</summary>
    public int MaxBytes => Math.Max(frame.Prefix.Length + MaxValueBytes, frame.Null.Length) + PaddedBytes.Slack;

    protected abstract int MaxValueBytes { get; }

    /// <summary>Writes the cell of a row and returns its length.</summary>
    public abstract int Write(int row, Span<byte> target);

    /// <summary>Called with some of the rows before they are written: where their values are far from the processor, it can fetch them.</summary>
    public virtual void Prepare(RowBatch rows)
    {
    }

    /// <summary>Writes what comes before the value and returns its length.</summary>
    protected int WritePrefix(Span<byte> target)
    {
        PaddedBytes.Copy(_prefix, 0, _prefixLength, target);
        return _prefixLength;
    }

    protected int WriteNull(Span<byte> target)
    {
        frame.Null.CopyTo(target);
        return frame.Null.Length;
    }

    public static CellWriter Of(Column column, CellFrame frame, ValueNotation notation) => column.Codes switch
    {
        Codes<byte> codes => Of(column, codes, frame, notation),
        Codes<ushort> codes => Of(column, codes, frame, notation),
        Codes<uint> codes => Of(column, codes, frame, notation),
        Codes<ulong> codes => Of(column, codes, frame, notation),
        _ => throw new InvalidOperationException($"No writer for {column.Codes.GetType().Name}."),
    };

    static CellWriter Of<T>(Column column, Codes<T> codes, CellFrame frame, ValueNotation notation)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        if (column is NumberColumn { Type: ColumnType.Int64 or ColumnType.Int32 } numbers)
            return new NumberCellWriter<T>(frame, codes, numbers, quoted: notation == ValueNotation.JsonLongsAsText && column.Type == ColumnType.Int64);
        if (EncodedDomain.Of(column, notation) is { } values)
        {
            return FramedValues.Of(column, values, frame, notation) is { } framed
                ? new FramedCellWriter<T>(frame, codes, framed)
                : new EncodedCellWriter<T>(frame, codes, values);
        }

        return new FormattedCellWriter<T>(frame, codes, (NumberColumn)column, notation);
    }
}

/// <summary>Copies what a cell with the row's code looks like, frame and all.</summary>
sealed class FramedCellWriter<T>(CellFrame frame, Codes<T> codes, JsonValues values) : CellWriter(frame)
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    public Codes<T> Codes => codes;

    /// <summary>The cells by code, that of code 0 first.</summary>
    public JsonValues Values => values;

    protected override int MaxValueBytes => values.Longest;

    public override int Write(int row, Span<byte> target) => values.Copy(int.CreateTruncating(codes.Items[row]) + 1, target);
}

/// <summary>Copies the value encoded for the row's code.</summary>
sealed class EncodedCellWriter<T>(CellFrame frame, Codes<T> codes, JsonValues values) : CellWriter(frame)
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    /// <summary>Longer lists than this do not stay in the second-level cache beside all else.</summary>
    const int Near = 256 * 1024;

    readonly bool _far = values.Bytes > Near;
    int _touched;

    protected override int MaxValueBytes => values.Longest;

    public override void Prepare(RowBatch rows)
    {
        if (!_far)
            return;
        Span<ulong> found = stackalloc ulong[RowWriter.Batch];
        rows.ReadCodes(codes, found);
        _touched += values.Touch(found[..rows.Count]);
    }

    public override int Write(int row, Span<byte> target)
    {
        var code = int.CreateTruncating(codes.Items[row]);
        if (code == 0)
            return WriteNull(target);
        var length = WritePrefix(target);
        return length + values.Copy(code, target[length..]);
    }
}

/// <summary>Formats integers.</summary>
sealed class NumberCellWriter<T>(CellFrame frame, Codes<T> codes, NumberColumn column, bool quoted) : CellWriter(frame)
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    // The smallest Int64 has 20 characters.
    protected override int MaxValueBytes => 22;

    public override int Write(int row, Span<byte> target)
    {
        var code = ulong.CreateTruncating(codes.Items[row]);
        if (code == 0)
            return WriteNull(target);
        var length = WritePrefix(target);
        if (quoted)
            target[length++] = (byte)'"';
        Utf8Formatter.TryFormat(column.ValueOf(code), target[length..], out var written);
        length += written;
        if (quoted)
            target[length++] = (byte)'"';
        return length;
    }
}

/// <summary>Formats instants and durations of which too many differ to encode each beforehand.</summary>
sealed class FormattedCellWriter<T>(CellFrame frame, Codes<T> codes, NumberColumn column, ValueNotation notation) : CellWriter(frame)
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    const string Instant = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
    const string EscapedInstant = "yyyy-MM-dd'T'HH'%3A'mm'%3A'ss.FFFFFFF'Z'";
    readonly bool _quoted = notation is ValueNotation.Json or ValueNotation.JsonLongsAsText;

    protected override int MaxValueBytes => 44;

    public override int Write(int row, Span<byte> target)
    {
        var code = ulong.CreateTruncating(codes.Items[row]);
        if (code == 0)
            return WriteNull(target);
        var length = WritePrefix(target);
        if (_quoted)
            target[length++] = (byte)'"';
        length += Format(column.ValueOf(code), target[length..]);
        if (_quoted)
            target[length++] = (byte)'"';
        return length;
    }

    int Format(long value, Span<byte> target)
    {
        if (column.Type != ColumnType.DateTimeOffset)
            return Encoding.UTF8.GetBytes(Query.Literals.Write(value, EdmTypes.Of(column.Type)), target);
        new DateTime(value, DateTimeKind.Utc).TryFormat(target, out var written, notation == ValueNotation.Key ? EscapedInstant : Instant, CultureInfo.InvariantCulture);
        return written;
    }
}
