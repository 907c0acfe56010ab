using UsageReports;

namespace ODataFeed.Snapshot.Derived;

/// <summary>When a table names each of its users; users are the codes of its column.</summary>
sealed class UserSightings
{
    readonly TextColumn _users;
    readonly NumberColumn _days;

    public UserSightings(Table table)
    {
        Table = table;
        _users = (TextColumn)table[NavigationSchema.UserPrincipalName];
        _days = (NumberColumn)table[Report.ReportRefreshDate];
        var codes = Dictionary.Count + 1;
        (IsNamed, First, Last) = (new bool[codes], new int[codes], new int[codes]);
        Array.Fill(First, int.MaxValue);
        for (var row = 0; row < table.Count; row++)
        {
            var user = _users.Codes[row];
            if (user == 0 || _days.IsNull(row))
                continue;
            var day = Day(row);
            IsNamed[user] = true;
            First[user] = Math.Min(First[user], day);
            Last[user] = Math.Max(Last[user], day);
        }
    }

    public Table Table { get; }

    public TextDictionary Dictionary => _users.Dictionary;

    /// <summary>By code, whether a row names the user.</summary>
    public bool[] IsNamed { get; }

    /// <summary>By code, the day number of the earliest refresh.</summary>
    public int[] First { get; }

    /// <summary>By code, the day number of the latest refresh.</summary>
    public int[] Last { get; }

    /// <summary>The day number of a row's refresh; 0 where it has none.</summary>
    public int Day(int row) => _days.Codes[row] is var code && code == 0 ? 0 : (int)_days.ValueOf(code);

    /// <summary>By code, the row of the latest refresh whose cell is not null; -1 where there is none. Of rows of one refresh the last.</summary>
    public int[] NewestWith(Column cells)
    {
        var newest = new int[Dictionary.Count + 1];
        Array.Fill(newest, -1);
        for (var row = 0; row < Table.Count; row++)
        {
            var user = _users.Codes[row];
            if (user != 0 && !cells.IsNull(row) && (newest[user] < 0 || Day(row) >= Day(newest[user])))
                newest[user] = row;
        }

        return newest;
    }
}
