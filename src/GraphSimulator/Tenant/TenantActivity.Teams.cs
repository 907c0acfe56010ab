namespace GraphSimulator.Tenant;

// Teams: messages, calls, meetings, what happens in channels, and the devices.
sealed partial class TenantActivity
{
    static void FillTeams(in Person person, ref Dice dice, Span<int> cell)
    {
        FillMessages(person, ref dice, cell);
        FillMeetings(person, ref dice, cell);
        if (cell.At(Measure.TeamChat) + cell.At(Measure.PrivateChat) + cell.At(Measure.Calls) + cell.At(Measure.Meetings) == 0)
            cell.At(Measure.OtherTeamsAction) = 1;
        FillTeamsDevices(person, ref dice, cell);
    }

    static void FillMessages(in Person person, ref Dice dice, Span<int> cell)
    {
        var inTeams = dice.Chance(person.IsGuest ? 70 : 38);
        var posts = inTeams ? dice.Amount(person.Vigour) : 0;
        var replies = inTeams ? dice.Amount(person.Vigour * 2) : 0;
        cell.At(Measure.Posts) = posts;
        cell.At(Measure.Replies) = replies;
        cell.At(Measure.TeamChat) = posts + replies;
        cell.At(Measure.PrivateChat) = dice.Chance(82) ? 1 + dice.Amount((person.Unit.AtDesk ? 14 : 5) * person.Vigour) : 0;
        if (posts + replies == 0)
            return;
        cell.At(Measure.TeamVisit) = 1;
        cell.At(Measure.Urgent) = dice.Chance(4) ? 1 : 0;
        cell.At(Measure.Reactions) = dice.Amount(person.Vigour * 2);
        cell.At(Measure.Mentions) = dice.Amount((posts + replies) * 6);
        cell.At(Measure.ChannelMeetings) = dice.Chance(4) ? 1 : 0;
    }

    static void FillMeetings(in Person person, ref Dice dice, Span<int> cell)
    {
        var desk = person.Unit.AtDesk;
        var calls = dice.Chance(desk ? 34 : 14) ? 1 + dice.Amount(person.Vigour) : 0;
        var adHoc = dice.Chance(desk ? 22 : 6) ? 1 : 0;
        var oneTime = dice.Amount(desk ? person.Vigour : person.Vigour / 4);
        var recurring = dice.Amount(desk ? person.Vigour : person.Vigour / 8);
        var attended = adHoc + oneTime + recurring;
        cell.At(Measure.Calls) = calls;
        cell.At(Measure.AdHocAttended) = adHoc;
        cell.At(Measure.OneTimeAttended) = oneTime;
        cell.At(Measure.RecurringAttended) = recurring;
        cell.At(Measure.Attended) = cell.At(Measure.Meetings) = attended;
        if (!person.IsGuest)
            FillOrganized(adHoc, oneTime, recurring, ref dice, cell);

        var seconds = (calls * 540 + attended * 2100) * (60 + dice.Amount(16 * 30)) / 100;
        cell.At(Measure.AudioSeconds) = seconds;
        cell.At(Measure.VideoSeconds) = dice.Chance(62) ? seconds * 2 / 3 : 0;
        cell.At(Measure.ShareSeconds) = attended > 0 && dice.Chance(48) ? seconds / 4 : 0;
    }

    /// <summary>Who organises a meeting attends it.</summary>
    static void FillOrganized(int adHoc, int oneTime, int recurring, ref Dice dice, Span<int> cell)
    {
        cell.At(Measure.AdHocOrganized) = adHoc > 0 && dice.Chance(45) ? adHoc : 0;
        cell.At(Measure.OneTimeOrganized) = dice.Chance(35) ? (oneTime + 1) / 2 : 0;
        cell.At(Measure.RecurringOrganized) = dice.Chance(28) ? (recurring + 1) / 2 : 0;
        cell.At(Measure.Organized) =
            cell.At(Measure.AdHocOrganized) + cell.At(Measure.OneTimeOrganized) + cell.At(Measure.RecurringOrganized);
    }

    static void FillTeamsDevices(in Person person, ref Dice dice, Span<int> cell)
    {
        var atComputer = dice.Chance(person.Unit.AtDesk ? 90 : 25);
        var onPhone = dice.Chance(person.Unit.AtDesk ? 46 : 78) || !atComputer;
        if (atComputer)
            cell.At(Computer(person)) = 1;
        if (onPhone)
            cell.At(person.OnIos ? Measure.TeamsIos : Measure.TeamsAndroid) = 1;
        if (dice.Chance(person.IsGuest ? 55 : 9))
            cell.At(Measure.TeamsWeb) = 1;
    }

    static Measure Computer(in Person person) => person.OnMac ? Measure.TeamsMac : (person.Key >> 48 & 63) switch
    {
        0 when person.Unit.AtDesk => Measure.TeamsLinux,
        1 when !person.Unit.AtDesk => Measure.TeamsChromeOs,
        _ => Measure.TeamsWindows,
    };
}
