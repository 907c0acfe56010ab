namespace GraphSimulator.Tenant;

// Mail: what is sent, read and arranged, and with which client.
sealed partial class TenantActivity
{
    static void FillExchange(in Person person, ref Dice dice, Span<int> cell)
    {
        var desk = person.Unit.AtDesk;
        cell.At(Measure.Read) = 1 + dice.Amount((desk ? 24 : 6) * person.Vigour);
        cell.At(Measure.Sent) = dice.Amount((desk ? 9 : 2) * person.Vigour);
        cell.At(Measure.MeetingsCreated) = dice.Amount(desk ? person.Vigour / 2 : 1);
        cell.At(Measure.MeetingsAnswered) = dice.Amount(desk ? person.Vigour * 2 : 4);
        FillMailClients(person, ref dice, cell);
    }

    static void FillMailClients(in Person person, ref Dice dice, Span<int> cell)
    {
        var desktop = Licences.HasDesktopApps(person.Licence) && dice.Chance(88);
        var mobile = dice.Chance(person.Unit.AtDesk ? 42 : 55);
        if (desktop && person.OnMac)
            cell.At(dice.Chance(12) ? Measure.MailForMac : Measure.OutlookForMac) = 1;
        if (desktop && !person.OnMac)
            FillOutlook(person, cell);
        if (mobile)
            cell.At((person.Key >> 20 & 15) == 0 ? Measure.OtherForMobile : Measure.OutlookForMobile) = 1;
        if (!(desktop || mobile) || dice.Chance(14))
            cell.At(Measure.OutlookForWeb) = 1;
        if ((person.Key >> 24 & 127) == 0)
            cell.At(Measure.Imap4) = 1;
        if ((person.Key >> 24 & 511) == 1)
            cell.At(Measure.Pop3) = 1;
        if ((person.Key >> 24 & 255) == 2)
            cell.At(Measure.Smtp) = 1;
    }

    static void FillOutlook(in Person person, Span<int> cell)
    {
        cell.At(Measure.OutlookForWindows) = 1;
        cell.At(OutlookVersion(person)) = 1;
    }

    /// <summary>The version of Outlook on the person's PC.</summary>
    public static Measure OutlookVersion(in Person person) => (person.Key >> 32 & 31) switch
    {
        0 => Measure.Outlook2016,
        1 or 2 => Measure.Outlook2019,
        _ => Measure.OutlookM365,
    };
}
