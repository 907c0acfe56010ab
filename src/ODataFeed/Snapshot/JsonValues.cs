namespace ODataFeed.Snapshot;

/// <summary>
/// A value per code of a domain, encoded as JSON or as another notation has it, ready to be copied into an answer. Code 1 is the first;
/// code 0, null, is not here.
/// </summary>
sealed class JsonValues
{
    readonly byte[] _json;
    readonly int[] _ends;

    JsonValues(byte[] json, int[] ends, int longest)
    {
        _json = json;
        _ends = ends;
        Longest = longest;
    }

    public int Count => _ends.Length;

    /// <summary>Bytes of the longest value.</summary>
    public int Longest { get; }

    public long Bytes => _json.Length + ((long)_ends.Length * sizeof(int));

    public ReadOnlySpan<byte> this[int code]
    {
        get
        {
            var start = code == 1 ? 0 : _ends[code - 2];
            return _json.AsSpan(start, _ends[code - 1] - start);
        }
    }

    /// <summary>Copies a value and returns its length; the target has room for <see cref="PaddedBytes.Slack"/> bytes more.</summary>
    public int Copy(int code, Span<byte> target)
    {
        var start = code == 1 ? 0 : _ends[code - 2];
        var length = _ends[code - 1] - start;
        PaddedBytes.Copy(_json.AsSpan(start), length, target);
        return length;
    }

    /// <summary>Takes the values in order of their codes.</summary>
    public sealed class Builder
    {
        readonly List<int> _ends = [];
        byte[] _json = new byte[256];
        int _length;
        int _longest;

        public int Count => _ends.Count;

        public void Add(ReadOnlySpan<byte> json) => json.CopyTo(Reserve(json.Length));

        /// <summary>Adds a text given as UTF-8, quoted and escaped.</summary>
        public void AddText(ReadOnlySpan<byte> utf8)
        {
            if (JsonText.NeedsEscape(utf8))
            {
                Add(JsonText.Quote(utf8));
                return;
            }

            var target = Reserve(utf8.Length + 2);
            target[0] = target[^1] = (byte)'"';
            utf8.CopyTo(target[1..]);
        }

        public JsonValues Build() => new(PaddedBytes.Pad(_json.AsSpan(0, _length)), [.. _ends], _longest);

        Span<byte> Reserve(int size)
        {
            if (_json.Length - _length < size)
                Array.Resize(ref _json, Math.Max(_json.Length * 2, _length + size));
            var span = _json.AsSpan(_length, size);
            _length += size;
            _ends.Add(_length);
            _longest = Math.Max(_longest, size);
            return span;
        }
    }
}
