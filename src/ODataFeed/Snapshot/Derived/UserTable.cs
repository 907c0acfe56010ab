using UsageReports;

namespace ODataFeed.Snapshot.Derived;

/// <summary>
/// The set <c>Users</c>: everyone whom a report names, with what the newest rows say of them and what the list of the setting adds.
/// Works on codes and day numbers; a user is an index into arrays.
/// </summary>
static class UserTable
{
    /// <summary>The set whose word counts most: it lists all users of a tenant.</summary>
    const string Preferred = "Office365ActiveUserDetail";

    static readonly IReadOnlyList<ColumnSchema> OwnColumns =
    [
        new(NavigationSchema.UserPrincipalName, ColumnType.String, false, "Sign-in name of the user, as the reports write it.", Personal: true),
        new("DisplayName", ColumnType.String, true, "Name of the user for people.", Personal: true),
        new("IsDeleted", ColumnType.Boolean, true, "True if the user was deleted."),
        new("AssignedProducts", ColumnType.String, true, "Products whose licences are assigned to the user, joined by +."),
        new("FirstSeen", ColumnType.Date, true, "Refresh date of the earliest kept report that names the user."),
        new("LastSeen", ColumnType.Date, true, "Refresh date of the latest report that names the user."),
    ];

    /// <summary>The set, with what is known of users beyond the reports.</summary>
    public static TableSchema SchemaWith(IReadOnlyList<ColumnSchema> further) => new(
        NavigationSchema.Users,
        "Users",
        "Every user whom a report names, as the newest report has them.",
        [.. OwnColumns, .. further],
        [NavigationSchema.UserPrincipalName])
    {
        LongDescription = "Where the tenant conceals names, users are hashes. FirstSeen goes back as far as history is kept.",
        Personal = true,
    };

    /// <summary>Whether the set has the name already, or keeps it free.</summary>
    public static bool IsTaken(string property) =>
        OwnColumns.Any(column => column.Name.Equals(property, StringComparison.OrdinalIgnoreCase)) || property.Equals(NavigationSchema.Users, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether all rows of a report that names users are in the set: the history of a period report, a trend itself.</summary>
    public static bool IsSource(TableSchema schema) =>
        schema is { Report: { } report, View: null }
        && (report.HistorySet ?? report.EntitySet) == schema.Name
        && HasColumn(schema, NavigationSchema.UserPrincipalName, ColumnType.String)
        && HasColumn(schema, Report.ReportRefreshDate, ColumnType.Date);

    /// <summary>The users of the tables.</summary>
    public static Table Of(TableSchema schema, IEnumerable<Table> tables, UserList? list)
    {
        List<UserSightings> sources = [.. tables.OrderByDescending(table => table.Schema.Report!.EntitySet == Preferred).Select(table => new UserSightings(table))];
        if (sources.Count == 0)
            return Table.Empty(schema);
        var dictionary = TextDictionary.Merge([.. sources.Select(source => source.Dictionary)], [.. sources.Select(source => source.IsNamed)], out var users);
        var codes = Codes.Create(dictionary.Count, (ulong)dictionary.Count);
        for (var user = 0; user < dictionary.Count; user++)
            codes.Write(user, [(ulong)user + 1]);
        var (first, last) = Seen(sources, users, dictionary.Count);
        return new Table(schema,
        [
            new TextColumn(codes, dictionary),
            .. OwnColumns.Skip(1).Take(3).Select(column => Attribute(column, sources, users, dictionary.Count)),
            first,
            last,
            .. list?.ColumnsFor(dictionary) ?? [],
        ]);
    }

    static (Column First, Column Last) Seen(IReadOnlyList<UserSightings> sources, int[][] users, int count)
    {
        var (first, last) = (new long[count], new long[count]);
        Array.Fill(first, long.MaxValue);
        for (var i = 0; i < sources.Count; i++)
        {
            for (var code = 1; code < users[i].Length; code++)
            {
                if (users[i][code] - 1 is not (>= 0 and var user))
                    continue;
                first[user] = Math.Min(first[user], sources[i].First[code]);
                last[user] = Math.Max(last[user], sources[i].Last[code]);
            }
        }

        var nulls = Array.ConvertAll(first, day => day == long.MaxValue);
        return (NumberColumn.Of(ColumnType.Date, first, nulls), NumberColumn.Of(ColumnType.Date, last, nulls));
    }

    /// <summary>
    /// A cell per user: that of the newest row that has one. The preferred set's counts before all others, which fill the gaps.
    /// </summary>
    static Column Attribute(ColumnSchema column, IReadOnlyList<UserSightings> sources, int[][] users, int count)
    {
        var nothing = ColumnBuilder.For(column.Type);
        nothing.AppendNull();
        List<Column> cells = [nothing.Build()];
        var (rows, days) = (new int[count], new int[count]);
        var offset = 1;
        for (var i = 0; i < sources.Count; i++)
        {
            var table = sources[i].Table;
            if (!HasColumn(table.Schema, column.Name, column.Type))
                continue;
            cells.Add(table[column.Name]);
            var newest = sources[i].NewestWith(table[column.Name]);
            var isPreferred = table.Schema.Report!.EntitySet == Preferred;
            for (var code = 1; code < newest.Length; code++)
            {
                if (newest[code] < 0 || users[i][code] - 1 is not (>= 0 and var user) || sources[i].Day(newest[code]) <= days[user])
                    continue;
                rows[user] = offset + newest[code];
                days[user] = isPreferred ? int.MaxValue : sources[i].Day(newest[code]);
            }

            offset += table.Count;
        }

        return Column.Gather(cells, rows);
    }

    static bool HasColumn(TableSchema schema, string name, ColumnType type) =>
        schema.Find(name) is >= 0 and var ordinal && schema.Columns[ordinal].Type == type;
}
