namespace GraphSimulator.Tenant;

// The desktop suite on its four platforms, the browser, Viva Engage and Forms.
sealed partial class TenantActivity
{
    const int Platforms = 4;
    const int Apps = 6;
    const int Outlook = 0;
    const int Teams = 5;

    /// <summary>How many of a hundred document days Word, Excel, PowerPoint and OneNote are opened on.</summary>
    static readonly byte[] DocumentChances = [58, 66, 34, 22];

    static void FillApps(in Person person, int day, ref Dice dice, Span<int> cell)
    {
        if (Chooses(person, Product.Exchange, day))
            FillApp(person, Outlook, ref dice, cell);
        if (Chooses(person, Product.Apps, day))
        {
            for (var i = 0; i < DocumentChances.Length; i++)
            {
                if (dice.Chance(DocumentChances[i]))
                    FillApp(person, Outlook + 1 + i, ref dice, cell);
            }
        }

        if (Chooses(person, Product.Teams, day))
            FillApp(person, Teams, ref dice, cell);
        // A document day on which no die fell for any app was spent in Excel.
        if (cell[(int)Measure.AppOutlook..((int)Measure.AppTeams + 1)].IndexOf(1) < 0)
            FillApp(person, Measure.AppExcel - Measure.AppOutlook, ref dice, cell);
    }

    static void FillApp(in Person person, int app, ref Dice dice, Span<int> cell)
    {
        var desktop = Licences.HasDesktopApps(person.Licence) && dice.Chance(90);
        var mobile = dice.Chance(app is Outlook or Teams ? 44 : 7);
        if (desktop)
            Mark(app, person.OnMac ? 1 : 0, cell);
        if (mobile)
            Mark(app, 2, cell);
        if (!(desktop || mobile) || dice.Chance(11))
            Mark(app, 3, cell);
    }

    static void Mark(int app, int platform, Span<int> cell)
    {
        cell[(int)Measure.AppOutlook + app] = 1;
        cell[(int)Measure.AppsWindows + platform] = 1;
        cell[(int)AppOnPlatform(platform, app)] = 1;
    }

    /// <summary>The measure of one app on one platform, both counted in the order of <see cref="Measure"/>.</summary>
    public static Measure AppOnPlatform(int platform, int app) => (uint)platform < Platforms && (uint)app < Apps
        ? Measure.AppOnPlatform + platform * Apps + app
        : throw new ArgumentOutOfRangeException(nameof(app), $"There are {Platforms} platforms of {Apps} apps; found {platform}, {app}.");

    static void FillBrowser(ref Dice dice, Span<int> cell)
    {
        var old = dice.Chance(1);
        cell.At(Measure.InternetExplorer) = old ? 1 : 0;
        cell.At(Measure.Edge) = !old || dice.Chance(50) ? 1 : 0;
    }

    static void FillYammer(in Person person, ref Dice dice, Span<int> cell)
    {
        cell.At(Measure.YammerRead) = 1 + dice.Amount(person.Vigour * 6);
        cell.At(Measure.YammerPosted) = dice.Chance(14) ? 1 + dice.Amount(10) : 0;
        cell.At(Measure.YammerLiked) = dice.Chance(30) ? 1 + dice.Amount(24) : 0;
        var onPhone = dice.Chance(person.Unit.AtDesk ? 22 : 70);
        if (onPhone)
            cell.At(!person.OnIos ? Measure.YammerAndroid : dice.Chance(9) ? Measure.YammerIPad : Measure.YammerIPhone) = 1;
        if (!onPhone || dice.Chance(20))
            cell.At(dice.Chance(3) ? Measure.YammerOther : Measure.YammerWeb) = 1;
    }

    static void FillForms(ref Dice dice, Span<int> cell)
    {
        var designs = dice.Chance(22);
        cell.At(Measure.FormsCreated) = designs ? 1 + dice.Amount(4) : 0;
        cell.At(Measure.FormsAnswered) = !designs || dice.Chance(30) ? 1 + dice.Amount(6) : 0;
        cell.At(Measure.FormsAnonymousAnswers) = designs && dice.Chance(40) ? dice.Amount(160) : 0;
        cell.At(Measure.FormsDesigner) = designs ? 1 : 0;
    }
}
