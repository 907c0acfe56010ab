using System.Text;
using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>
/// Builds a <see cref="TextColumn"/>: each distinct text is kept once, as UTF-8 in one buffer, found again through an
/// open-addressing hash table; cells are numbers in order of first sight until the dictionary is sorted.
/// </summary>
sealed class TextBuilder : ColumnBuilder
{
    readonly NumberBuilder _ids = new(ColumnType.Int64);
    int[] _slots = new int[16];
    int[] _ends = new int[8];
    uint[] _hashes = new uint[8];
    byte[] _bytes = new byte[256];
    int _distinct;

    public override int Count => _ids.Count;

    /// <summary>Appends a text given as UTF-8, unescaped.</summary>
    public void Append(ReadOnlySpan<byte> utf8) => _ids.Append(Intern(utf8));

    /// <summary>Appends a text.</summary>
    public void Append(string text)
    {
        Span<byte> buffer = stackalloc byte[512];
        Append(Encoding.UTF8.TryGetBytes(text, buffer, out var written) ? buffer[..written] : Encoding.UTF8.GetBytes(text));
    }

    public override void AppendNull() => _ids.AppendNull();

    public override void AppendObject(object? value)
    {
        if (value is null)
            AppendNull();
        else
            Append((string)value);
    }

    /// <summary>Ends the building: the buffers are given up as soon as they are not needed, because a report's texts outweigh all else.</summary>
    public override TextColumn Build()
    {
        if (_slots.Length == 0)
            throw new InvalidOperationException("The column was made already.");
        (_slots, _hashes) = ([], []);
        var order = SortedIds();

        // Quotes around each; what must be escaped besides is rare.
        var dictionary = new JsonValues.Builder(_distinct, _distinct == 0 ? 0 : _ends[_distinct - 1] + (2 * _distinct));
        var codes = new ulong[_distinct + 1];
        foreach (var id in order)
        {
            dictionary.AddText(Utf8(id));
            codes[id] = (ulong)dictionary.Count;
        }

        (_bytes, _ends) = ([], []);
        return new TextColumn(Recode(_ids.Build(), codes, _distinct), new TextDictionary(dictionary.Build()));
    }

    /// <summary>The ids (1 for the first text seen) in order of their texts.</summary>
    int[] SortedIds()
    {
        var ids = Enumerable.Range(1, _distinct).ToArray();
        Array.Sort(ids, (left, right) => Utf8(left).SequenceCompareTo(Utf8(right)));
        return ids;
    }

    static Codes Recode(NumberColumn ids, ulong[] codes, int distinct)
    {
        var target = Codes.Create(ids.Count, (ulong)distinct);
        Span<ulong> chunk = stackalloc ulong[Column.Chunk];
        for (var done = 0; done < ids.Count; done += Column.Chunk)
        {
            var part = chunk[..Math.Min(Column.Chunk, ids.Count - done)];
            ids.Codes.Read(done, part);
            for (var i = 0; i < part.Length; i++)
                part[i] = part[i] == 0 ? 0 : codes[ids.ValueOf(part[i])];
            target.Write(done, part);
        }

        return target;
    }

    ReadOnlySpan<byte> Utf8(int id)
    {
        var start = id == 1 ? 0 : _ends[id - 2];
        return _bytes.AsSpan(start, _ends[id - 1] - start);
    }

    /// <summary>The id of a text, given to it at first sight.</summary>
    int Intern(ReadOnlySpan<byte> utf8)
    {
        var hash = Hash(utf8);
        var mask = (uint)_slots.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var id = _slots[slot];
            if (id == 0)
                return Add(utf8, hash, slot);
            if (_hashes[id - 1] == hash && Utf8(id).SequenceEqual(utf8))
                return id;
        }
    }

    int Add(ReadOnlySpan<byte> utf8, uint hash, uint slot)
    {
        var start = _distinct == 0 ? 0 : _ends[_distinct - 1];
        if (_bytes.Length - start < utf8.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, start + utf8.Length));
        if (_distinct == _ends.Length)
        {
            Array.Resize(ref _ends, _distinct * 2);
            Array.Resize(ref _hashes, _distinct * 2);
        }

        utf8.CopyTo(_bytes.AsSpan(start));
        _ends[_distinct] = start + utf8.Length;
        _hashes[_distinct] = hash;
        _slots[slot] = ++_distinct;
        if (_distinct * 2 > _slots.Length)
            Grow();
        return _distinct;
    }

    void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = (uint)_slots.Length - 1;
        for (var id = 1; id <= _distinct; id++)
        {
            var slot = _hashes[id - 1] & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = id;
        }
    }

    /// <summary>Seeded per process, so that no download can be made to collide.</summary>
    static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        return (uint)hash.ToHashCode();
    }
}
