namespace ODataFeed.Snapshot;

/// <summary>
/// A value per code of a domain, encoded as JSON or as another notation has it, ready to be copied into an answer. Code 1 is the first;
/// code 0, null, is not here.
/// </summary>
sealed class JsonValues
{
    readonly byte[] _json;

    /// <summary>Where each value starts, and where the last one ends.</summary>
    readonly int[] _starts;

    JsonValues(byte[] json, int[] starts, int longest)
    {
        _json = json;
        _starts = starts;
        Longest = longest;
    }

    public int Count => _starts.Length - 1;

    /// <summary>Bytes of the longest value.</summary>
    public int Longest { get; }

    public long Bytes => _json.Length + ((long)_starts.Length * sizeof(int));

    public ReadOnlySpan<byte> this[int code] => _json.AsSpan(_starts[code - 1], _starts[code] - _starts[code - 1]);

    /// <summary>Copies a value and returns its length; the target has room for <see cref="PaddedBytes.Slack"/> bytes more.</summary>
    public int Copy(int code, Span<byte> target)
    {
        var start = _starts[code - 1];
        var length = _starts[code] - start;
        PaddedBytes.Copy(_json, start, length, target);
        return length;
    }

    /// <summary>
    /// Looks at where values of some codes are; 0 is none. Lists of many values are far from the processor, and it fetches many of these
    /// at once, where copying would wait for one after the other.
    /// </summary>
    /// <returns>Something that depends on all of them, so that they are really read.</returns>
    public int Touch(ReadOnlySpan<ulong> codes)
    {
        var touched = 0;
        foreach (var code in codes)
            touched += code == 0 ? 0 : _json[_starts[(int)code - 1]];
        return touched;
    }

    /// <summary>Takes the values in order of their codes.</summary>
    /// <param name="count">How many there will be, if known.</param>
    /// <param name="bytes">How long they will be together, roughly, if known.</param>
    public sealed class Builder(int count = 0, int bytes = 256)
    {
        readonly List<int> _starts = new(count + 1) { 0 };
        byte[] _json = new byte[bytes + PaddedBytes.Slack];
        int _length;
        int _longest;

        public int Count => _starts.Count - 1;

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

        /// <summary>Ends the building. What was reserved just right is not copied: large dictionaries would be there twice.</summary>
        public JsonValues Build()
        {
            var spare = _json.Length - _length;
            var json = spare >= PaddedBytes.Slack && spare <= PaddedBytes.Slack + (_length / 16) ? _json : PaddedBytes.Pad(_json.AsSpan(0, _length));
            return new JsonValues(json, [.. _starts], _longest);
        }

        Span<byte> Reserve(int size)
        {
            if (_json.Length - _length < size)
                Array.Resize(ref _json, Math.Max(_json.Length * 2, _length + size));
            var span = _json.AsSpan(_length, size);
            _length += size;
            _starts.Add(_length);
            _longest = Math.Max(_longest, size);
            return span;
        }
    }
}
