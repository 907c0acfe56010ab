using System.Text.Json;

namespace ODataFeed.Ingest;

/// <summary>The members of a JSON row that the catalog does not know, collected as they come.</summary>
sealed class JsonUnknownCells(IngestTarget target) : UnknownCells(target)
{
    /// <summary>By number of the unknown column: its property, null where it is none, whether that is known, and whether the row has it already.</summary>
    readonly List<(byte[]? Name, bool IsNamed, bool IsThere)> _columns = [];

    byte[] _value = new byte[256];

    public override void Clear()
    {
        base.Clear();
        for (var i = 0; i < _columns.Count; i++)
            _columns[i] = _columns[i] with { IsThere = false };
    }

    /// <summary>Adds the scalar the reader stands on; null is none. Of a member that comes twice the first counts.</summary>
    /// <param name="column">Numbers begin with 0 and grow by one.</param>
    public void Add(int column, string member, ref Utf8JsonReader value)
    {
        while (_columns.Count <= column)
            _columns.Add(default);
        var (name, isNamed, isThere) = _columns[column];
        name = isNamed ? name : MemberName(member);
        _columns[column] = (name, true, true);
        if (name is null || isThere || value.TokenType == JsonTokenType.Null)
            return;
        if (value.TokenType != JsonTokenType.String)
        {
            Add(name, value.ValueSpan);
            return;
        }

        if (_value.Length < value.ValueSpan.Length)
            _value = new byte[value.ValueSpan.Length * 2];
        Add(name, _value.AsSpan(0, JsonCells.CopyText(ref value, _value)));
    }
}
