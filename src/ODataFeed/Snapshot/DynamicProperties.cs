using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>
/// The properties of a row that its open type does not declare (OData part 1 §3): texts, all of a row in one cell of a column that is no
/// property itself. The cell holds them as members of a JSON object, <c>"NewColumn":"text","Other":"5"</c>, in the order in which the
/// report has them; it is null where the row has none. Rows that agree in all of them share one value of the column's dictionary.
/// </summary>
static class DynamicProperties
{
    /// <summary>The column's name, which with its hyphen can be that of no property.</summary>
    public const string Column = "dynamic-properties";

    /// <summary>OData part 2 §4.1: <c>odataIdentifier</c>.</summary>
    const int LongestName = 128;

    public static ColumnSchema Schema { get; } = new(Column, ColumnType.String, Nullable: true, "The cells of columns that the catalog does not know.");

    /// <summary>Whether a dynamic property can have the name: letters, digits and underscores, no digit first.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>One property of every row as a column; null where a row has none of that name. Each distinct cell is read once.</summary>
    /// <param name="rows">The cells with all of them.</param>
    public static Column Of(TextColumn rows, ReadOnlySpan<byte> name)
    {
        var values = new TextBuilder();
        values.AppendNull();
        for (var code = 1; code <= rows.Dictionary.Count; code++)
        {
            if (Find(JsonText.TextOf(rows.Dictionary.Values[code]), name) is { IsEmpty: false } json)
                values.Append(JsonText.TextOf(json));
            else
                values.AppendNull();
        }

        var domain = values.Build();
        var codes = Codes.Create(rows.Count, domain.MaxCode);
        Span<ulong> chunk = stackalloc ulong[Snapshot.Column.Chunk];
        for (var start = 0; start < rows.Count; start += Snapshot.Column.Chunk)
        {
            var part = chunk[..Math.Min(Snapshot.Column.Chunk, rows.Count - start)];
            rows.Codes.Read(start, part);
            for (var i = 0; i < part.Length; i++)
                part[i] = domain.Codes[(int)part[i]];
            codes.Write(start, part);
        }

        return domain.WithCodes(codes);
    }

    /// <summary>The JSON string of a member, quotes included; empty where there is none of that name.</summary>
    static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> members, ReadOnlySpan<byte> name)
    {
        while (!members.IsEmpty)
        {
            var (nameLength, length) = First(members);
            if (members.Slice(1, nameLength).SequenceEqual(name))
                return members[(nameLength + 3)..length];
            members = members[Math.Min(length + 1, members.Length)..];
        }

        return default;
    }

    /// <summary>Takes members of some names out, in place, and gives the length of what is left.</summary>
    public static int Without(Span<byte> members, IReadOnlyList<byte[]> names)
    {
        var kept = 0;
        for (var start = 0; start < members.Length;)
        {
            var rest = members[start..];
            var (nameLength, length) = First(rest);
            start += length + 1;
            if (IsAmong(names, rest.Slice(1, nameLength)))
                continue;
            if (kept > 0)
                members[kept++] = (byte)',';
            rest[..length].CopyTo(members[kept..]);
            kept += length;
        }

        return kept;
    }

    static bool IsAmong(IReadOnlyList<byte[]> names, ReadOnlySpan<byte> name)
    {
        foreach (var other in names)
        {
            if (name.SequenceEqual(other))
                return true;
        }

        return false;
    }

    /// <summary>The length of the first member's name, and of the member: quotes, colon and value.</summary>
    static (int Name, int Member) First(ReadOnlySpan<byte> members)
    {
        var name = members[1..].IndexOf((byte)'"');
        for (var end = name + 4; ; end++)
        {
            if (members[end] == '\\')
                end++;
            else if (members[end] == '"')
                return (name, end + 1);
        }
    }
}
