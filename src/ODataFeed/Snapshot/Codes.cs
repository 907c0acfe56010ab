using System.Numerics;

namespace ODataFeed.Snapshot;

/// <summary>
/// A column's cells as unsigned codes in the narrowest width that holds them. Code 0 is null; a greater value has a greater code,
/// so that sorting, grouping and comparing work on codes without looking a value up.
/// </summary>
abstract class Codes
{
    public abstract int Count { get; }

    public abstract ulong this[int row] { get; }

    /// <summary>Copies the codes of consecutive rows, from <paramref name="start"/> on.</summary>
    public abstract void Read(int start, Span<ulong> target);

    /// <summary>Writes the codes of consecutive rows; only while a column is being made.</summary>
    public abstract void Write(int start, ReadOnlySpan<ulong> source);

    /// <summary>Bytes held by the codes.</summary>
    public abstract long Bytes { get; }

    /// <summary>Room for <paramref name="count"/> codes up to <paramref name="max"/>, all null.</summary>
    public static Codes Create(int count, ulong max) => max switch
    {
        <= byte.MaxValue => new Codes<byte>(new byte[count]),
        <= ushort.MaxValue => new Codes<ushort>(new ushort[count]),
        <= uint.MaxValue => new Codes<uint>(new uint[count]),
        _ => new Codes<ulong>(new ulong[count]),
    };
}

/// <summary>Codes of one width.</summary>
sealed class Codes<T>(T[] items) : Codes
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    readonly T[] _items = items;

    public ReadOnlySpan<T> Items => _items;

    public override int Count => _items.Length;

    public override ulong this[int row] => ulong.CreateTruncating(_items[row]);

    public override long Bytes => (long)_items.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    public override void Read(int start, Span<ulong> target)
    {
        var source = _items.AsSpan(start, target.Length);
        for (var i = 0; i < source.Length; i++)
            target[i] = ulong.CreateTruncating(source[i]);
    }

    public override void Write(int start, ReadOnlySpan<ulong> source)
    {
        var target = _items.AsSpan(start, source.Length);
        for (var i = 0; i < source.Length; i++)
            target[i] = T.CreateTruncating(source[i]);
    }
}
