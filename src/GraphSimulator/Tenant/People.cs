namespace GraphSimulator.Tenant;

/// <summary>
/// Everyone with an account: people who are here at the start, people who will be hired later, and guests. Kept as columns of small
/// numbers, about twenty-five bytes an account; what can be computed from the key is not kept.
/// </summary>
sealed class People
{
    /// <summary>Share of accounts hired during history, and of those who leave, per month.</summary>
    const double HiredPerMonth = 0.015;
    const double LeavingPerMonth = 0.006;

    /// <summary>How far ahead hires and departures are known: clocks move.</summary>
    const int MonthsAhead = 12;

    readonly ulong _seed;
    readonly Timeline _timeline;
    readonly byte[] _departments;
    readonly Licence[] _licences;
    readonly AddOns[] _addOns;
    readonly int[] _hired;
    readonly int[] _deleted;
    readonly int[] _copilotFrom;
    readonly Habits[] _habits;

    public People(ulong seed, int users, Timeline timeline)
    {
        _seed = seed;
        _timeline = timeline;
        AtStart = users;
        Members = users + (int)(users * HiredPerMonth * MonthsAhead);
        Guests = users / 20;
        _departments = new byte[Members];
        _licences = new Licence[Members];
        _addOns = new AddOns[Members];
        _hired = new int[Members];
        _deleted = new int[Members];
        _copilotFrom = new int[Members];
        _habits = new Habits[Members];
        for (var i = 0; i < Members; i++)
            Create(i);
    }

    /// <summary>Accounts of the company's own people when the tenant starts.</summary>
    public int AtStart { get; }

    /// <summary>All accounts of the company's own people, later hires too.</summary>
    public int Members { get; }

    /// <summary>Guests; their numbers follow those of the members.</summary>
    public int Guests { get; }

    public int Count => Members + Guests;

    public bool ExistsOn(int index, int day) => index >= Members || (day >= _hired[index] && day < _deleted[index]);

    public Person this[int index] => index < Members
        ? new Person
        {
            Index = index,
            Key = Key(index),
            Department = _departments[index],
            Licence = _licences[index],
            AddOns = _addOns[index],
            Hired = _hired[index],
            Deleted = _deleted[index],
            CopilotFrom = _copilotFrom[index],
            Habits = _habits[index],
        }
        : Guest(index);

    ulong Key(int index) => Draws.Mix(_seed + (ulong)index * 0xA24BAED4963EE407);

    Person Guest(int index)
    {
        var key = Key(index);
        return new Person
        {
            Index = index,
            Key = key,
            Department = Department.Pick(Draws.Of(key, Purpose.Department)),
            Licence = Licence.None,
            AddOns = AddOns.None,
            Hired = _timeline.FirstDay,
            Deleted = Person.Never,
            CopilotFrom = Person.Never,
            Habits = Habits.OfGuest,
            IsGuest = true,
        };
    }

    void Create(int index)
    {
        var key = Key(index);
        var department = Department.Pick(Draws.Of(key, Purpose.Department));
        _departments[index] = (byte)department;
        _licences[index] = Plan(Draws.Of(key, Purpose.Plan), Department.All[department]);
        _hired[index] = HiredOn(index, Draws.Of(key, Purpose.Hired));
        _deleted[index] = LeavesOn(index, Draws.Of(key, Purpose.Leaves));
        _copilotFrom[index] = CopilotFrom(index, Draws.Of(key, Purpose.Copilot));
        _addOns[index] = AddOnsOf(index, Draws.Of(key, Purpose.AddOns));
        _habits[index] = Habits.Of(key, Department.All[department], _licences[index], _copilotFrom[index] != Person.Never);
    }

    static Licence Plan(ulong draw, Department department) => (Draws.Below(draw, 100), department.AtDesk) switch
    {
        ( < 3, _) => Licence.None,
        (3, _) => Licence.ExchangeOnline,
        ( < 30, true) => Licence.E5,
        ( < 93, true) => Licence.E3,
        (_, true) => Licence.BusinessPremium,
        ( < 16, false) => Licence.E3,
        (_, false) => Licence.F3,
    };

    /// <summary>
    /// Those here at the start were hired in the ten years before history or in its months, the others in the year after.
    /// </summary>
    int HiredOn(int index, ulong draw)
    {
        if (index >= AtStart)
            return _timeline.Month(1 + (index - AtStart) * MonthsAhead / Math.Max(1, Members - AtStart));
        var share = Draws.Share(draw);
        var hiredShare = Math.Min(0.6, HiredPerMonth * _timeline.Months);
        return share < hiredShare
            ? _timeline.Month(-(int)(share / hiredShare * _timeline.Months))
            : _timeline.Month(-_timeline.Months - 1 - Draws.Below(Draws.Mix(draw), 120));
    }

    int LeavesOn(int index, ulong draw)
    {
        var months = _timeline.Months + MonthsAhead;
        var share = Draws.Share(draw);
        if (share >= Math.Min(0.6, LeavingPerMonth * months))
            return Person.Never;
        var day = _timeline.Month(-_timeline.Months) + Draws.Below(Draws.Mix(draw), months * 30);
        return day > _hired[index] + 60 ? day : Person.Never;
    }

    /// <summary>An S-curve: few in the first weeks, most in the middle, the rest late. Frontline plans get none.</summary>
    int CopilotFrom(int index, ulong draw)
    {
        var share = Draws.Share(draw);
        var entitled = Licences.HasDesktopApps(_licences[index]) && share < 0.42;
        if (!entitled)
            return Person.Never;
        var spread = Math.Max(60, _timeline.Months * 30 / 2);
        var odds = Math.Clamp(share / 0.42, 0.02, 0.98);
        var day = _timeline.CopilotLaunch + (int)(spread * (0.45 + 0.11 * Math.Log(odds / (1 - odds))));
        return Math.Max(day, Math.Max(_timeline.CopilotLaunch, _hired[index] + 14));
    }

    AddOns AddOnsOf(int index, ulong draw)
    {
        var licence = _licences[index];
        if (licence is Licence.None or Licence.ExchangeOnline)
            return AddOns.None;
        var dice = new Dice(draw);
        var found = _copilotFrom[index] == Person.Never ? AddOns.None : AddOns.Copilot;
        var technical = Department.All[_departments[index]].Name is "Engineering" or "IT";
        Add(AddOns.MobilityAndSecurity, licence == Licence.E3 ? 50 : 0);
        Add(AddOns.Visio, technical ? 14 : 2);
        Add(AddOns.Project, technical ? 9 : 2);
        Add(AddOns.PowerBiFree, 20);
        Add(AddOns.PowerBiPro, licence is Licence.E3 or Licence.BusinessPremium ? 8 : 0);
        Add(AddOns.PowerAutomateFree, 12);
        Add(AddOns.TeamsPhone, licence == Licence.E5 ? 60 : 3);
        return found;

        void Add(AddOns addOn, int percent)
        {
            if (dice.Chance(percent))
                found |= addOn;
        }
    }
}
