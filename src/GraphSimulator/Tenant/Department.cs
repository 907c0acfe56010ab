namespace GraphSimulator.Tenant;

/// <summary>A part of the company: how many work there, when, and on how many of a hundred working days they use each product.</summary>
sealed record Department(string Name, int Weight, Rhythm Rhythm, byte[] Habits)
{
    /// <summary>All departments; weights add up to 100. Habits in the order of <see cref="Product"/>.</summary>
    public static readonly Department[] All =
    [
        //                                      Exch One  SP  Teams Yam Apps Brow Form Copi
        new("Sales",            18, Rhythm.Office, [96, 48, 42, 93, 6, 78, 80, 4, 62]),
        new("Engineering",      16, Rhythm.Office, [90, 55, 50, 96, 5, 70, 45, 2, 55]),
        new("Production",       20, Rhythm.Shifts, [34, 6, 12, 46, 9, 8, 22, 3, 10]),
        new("Retail",           14, Rhythm.Shifts, [28, 4, 10, 52, 12, 6, 25, 4, 10]),
        new("Customer Service", 10, Rhythm.Shifts, [88, 22, 34, 90, 8, 42, 70, 3, 40]),
        new("Finance",          7, Rhythm.Office, [97, 60, 55, 86, 3, 92, 72, 2, 50]),
        new("Marketing",        5, Rhythm.Office, [94, 66, 58, 92, 14, 84, 64, 9, 68]),
        new("Human Resources",  4, Rhythm.Office, [95, 52, 56, 88, 15, 80, 70, 12, 52]),
        new("IT",               4, Rhythm.Office, [92, 58, 52, 97, 7, 66, 82, 3, 70]),
        new("Legal",            2, Rhythm.Office, [97, 50, 60, 80, 2, 90, 66, 1, 48]),
    ];

    /// <summary>Works at a desk, and so has a full licence.</summary>
    public bool AtDesk => Habits[(int)Product.Apps] > 20;

    /// <summary>The department a draw falls into, by weight.</summary>
    public static int Pick(ulong draw)
    {
        var ticket = Draws.Below(draw, 100);
        for (var i = 0; i < All.Length; i++)
        {
            ticket -= All[i].Weight;
            if (ticket < 0)
                return i;
        }

        return All.Length - 1;
    }
}
