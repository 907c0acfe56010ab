namespace ODataFeed.Snapshot;

/// <summary>
/// Takes a person out of a table. A row whose key names the person is about the person and goes. A row about something else, such as a
/// group whose owner the person is, stays without the cells that name its owner.
/// </summary>
/// <param name="Table">The rows that stay; the table itself where it does not name the person.</param>
/// <param name="Removed">Rows that went.</param>
/// <param name="Cleared">Rows that stay and name the person no more.</param>
sealed record PersonErasure(Table Table, int Removed, int Cleared)
{
    const string PrincipalName = "PrincipalName";

    /// <summary>The person is known by the sign-in name, in any case, as Entra compares them.</summary>
    public static PersonErasure Of(Table table, string userPrincipalName)
    {
        var named = table.Schema.Columns
            .Select((column, ordinal) => (column, ordinal))
            .Where(pair => pair.column.Personal && pair.column.Name.EndsWith(PrincipalName, StringComparison.Ordinal))
            .Select(pair => (pair.ordinal, Codes: CodesOf((TextColumn)table.Columns[pair.ordinal], userPrincipalName)))
            .Where(pair => pair.Codes.Count > 0)
            .ToList();
        var removed = Rows(table, named.Where(pair => table.Schema.Key.Contains(pair.ordinal)));
        var cleared = new HashSet<int>();
        Column[] columns = [.. table.Columns];
        foreach (var mention in named.Where(pair => !table.Schema.Key.Contains(pair.ordinal)))
        {
            var rows = Rows(table, [mention]);
            foreach (var ordinal in DescribedWith(table.Schema, mention.ordinal))
                columns[ordinal] = Clear(columns[ordinal], rows);
            cleared.UnionWith(rows);
        }

        cleared.ExceptWith(removed);
        int[] kept = [.. Enumerable.Range(0, table.Count).Where(row => !removed.Contains(row))];
        return named.Count == 0
            ? new PersonErasure(table, 0, 0)
            : new PersonErasure(Table.Gather([new Table(table.Schema, columns)], kept), removed.Count, cleared.Count);
    }

    /// <summary>The codes of a name: more than one where it was written in different cases.</summary>
    static HashSet<ulong> CodesOf(TextColumn column, string name) =>
        [.. Enumerable.Range(1, column.Dictionary.Count).Where(code => column.Dictionary.Text(code).Equals(name, StringComparison.OrdinalIgnoreCase)).Select(code => (ulong)code)];

    static HashSet<int> Rows(Table table, IEnumerable<(int Ordinal, HashSet<ulong> Codes)> mentions)
    {
        var rows = new HashSet<int>();
        foreach (var (ordinal, codes) in mentions)
            rows.UnionWith(Enumerable.Range(0, table.Count).Where(row => codes.Contains(table.Columns[ordinal].Codes[row])));
        return rows;
    }

    /// <summary>The personal columns about the same person: <c>OwnerPrincipalName</c> goes with <c>OwnerDisplayName</c>.</summary>
    static IEnumerable<int> DescribedWith(TableSchema schema, int ordinal)
    {
        var role = schema.Columns[ordinal].Name[..^PrincipalName.Length];
        return Enumerable.Range(0, schema.Columns.Count).Where(other =>
            schema.Columns[other] is { Personal: true, Nullable: true } column && column.Name.StartsWith(role, StringComparison.Ordinal));
    }

    static Column Clear(Column column, HashSet<int> rows)
    {
        var nothing = ColumnBuilder.For(column.Type);
        nothing.AppendNull();
        return Column.Gather([nothing.Build(), column], [.. Enumerable.Range(0, column.Count).Select(row => rows.Contains(row) ? 0 : row + 1)]);
    }
}
