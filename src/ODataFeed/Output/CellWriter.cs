using System.Buffers.Text;
using System.Numerics;
using System.Text;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Output;

/// <summary>
/// Writes one property of a row: the name, encoded once with the comma before it, and the value. One per property and page; allocates
/// nothing per cell.
/// </summary>
abstract class CellWriter(byte[] prefix)
{
    protected byte[] Prefix { get; } = prefix;

    /// <summary>The most bytes a cell can take, name included.</summary>
    public abstract int MaxBytes { get; }

    /// <summary>Writes the cell of a row and returns its length.</summary>
    public abstract int Write(int row, Span<byte> target);

    public static CellWriter Of(Column column, string name, bool first, Representation representation)
    {
        var prefix = Encoding.UTF8.GetBytes($"{(first ? "" : ",")}\"{name}\":");
        return column.Codes switch
        {
            Codes<byte> codes => Of(column, codes, prefix, representation),
            Codes<ushort> codes => Of(column, codes, prefix, representation),
            Codes<uint> codes => Of(column, codes, prefix, representation),
            Codes<ulong> codes => Of(column, codes, prefix, representation),
            _ => throw new InvalidOperationException($"No writer for {column.Codes.GetType().Name}."),
        };
    }

    static CellWriter Of<T>(Column column, Codes<T> codes, byte[] prefix, Representation representation)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        if (column is TextColumn texts)
            return new EncodedCellWriter<T>(prefix, codes, texts.Dictionary.Values);
        if (column is NumberColumn { Type: ColumnType.Int64 or ColumnType.Int32 } numbers)
            return new NumberCellWriter<T>(prefix, codes, numbers, quoted: representation.LongsAsText && column.Type == ColumnType.Int64);
        if (EncodedDomain.Of(column, representation.LongsAsText) is { } values)
            return new EncodedCellWriter<T>(prefix, codes, values);
        return new FormattedCellWriter<T>(prefix, codes, (NumberColumn)column);
    }
}

/// <summary>Copies the value encoded for the row's code.</summary>
sealed class EncodedCellWriter<T>(byte[] prefix, Codes<T> codes, JsonValues values) : CellWriter(prefix)
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    public override int MaxBytes => Prefix.Length + Math.Max(4, values.Longest);

    public override int Write(int row, Span<byte> target)
    {
        Prefix.CopyTo(target);
        target = target[Prefix.Length..];
        var code = int.CreateTruncating(codes.Items[row]);
        var value = code == 0 ? "null"u8 : values[code];
        value.CopyTo(target);
        return Prefix.Length + value.Length;
    }
}

/// <summary>Formats integers.</summary>
sealed class NumberCellWriter<T>(byte[] prefix, Codes<T> codes, NumberColumn column, bool quoted) : CellWriter(prefix)
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    // The smallest Int64 has 20 characters.
    public override int MaxBytes => Prefix.Length + 22;

    public override int Write(int row, Span<byte> target)
    {
        Prefix.CopyTo(target);
        var length = Prefix.Length;
        var code = ulong.CreateTruncating(codes.Items[row]);
        if (code == 0)
        {
            "null"u8.CopyTo(target[length..]);
            return length + 4;
        }

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
sealed class FormattedCellWriter<T>(byte[] prefix, Codes<T> codes, NumberColumn column) : CellWriter(prefix)
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    readonly EdmType _type = EdmTypes.Of(column.Type);

    public override int MaxBytes => Prefix.Length + 40;

    public override int Write(int row, Span<byte> target)
    {
        Prefix.CopyTo(target);
        var code = ulong.CreateTruncating(codes.Items[row]);
        var value = code == 0 ? "null" : $"\"{Query.Literals.Write(column.ValueOf(code), _type)}\"";
        return Prefix.Length + Encoding.UTF8.GetBytes(value, target[Prefix.Length..]);
    }
}
