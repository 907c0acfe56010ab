using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>The values of a column that are not null, as codes, each with the group its row belongs to. For <c>foreach</c>.</summary>
/// <param name="values">The column; row <c>rows[place]</c> of it belongs to group <c>ids[place]</c>.</param>
readonly ref struct GroupedValues(Column values, RowList rows, ReadOnlySpan<int> ids)
{
    readonly ReadOnlySpan<int> _ids = ids;

    public Enumerator GetEnumerator() => new(values.Codes, rows, _ids);

    public ref struct Enumerator
    {
        readonly Codes _codes;
        readonly RowList _rows;
        readonly ReadOnlySpan<int> _ids;
        readonly Span<ulong> _chunk = new ulong[Column.Chunk];
        int _start;
        int _size;
        int _place;

        public Enumerator(Codes codes, RowList rows, ReadOnlySpan<int> ids)
        {
            _codes = codes;
            _rows = rows;
            _ids = ids;
            _place = -1;
        }

        public readonly (int Id, ulong Code) Current => (_ids[_start + _place], _chunk[_place]);

        public bool MoveNext()
        {
            while (true)
            {
                while (++_place < _size)
                {
                    if (_chunk[_place] != 0)
                        return true;
                }

                _start += _size;
                _size = Math.Min(_chunk.Length, _ids.Length - _start);
                if (_size == 0)
                    return false;
                _rows.Batch(_start, _size).ReadCodes(_codes, _chunk);
                _place = -1;
            }
        }
    }
}
