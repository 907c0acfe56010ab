namespace GraphSimulator.Tenant;

/// <summary>
/// How much is stored on a day: a steady growth since the account or place came, at a rate of its own. A closed form rather than a sum
/// over days, so that a detail row and a trend cost the same.
/// </summary>
static class Storage
{
    /// <summary>What a OneDrive may hold.</summary>
    public const long DriveQuota = 1L << 40;

    /// <summary>The pool all sites share. Reports repeat it on every site: it must not be added up.</summary>
    public const long SitePool = 25L << 40;

    const int RetentionDays = 30;
    const long MeanMail = 76_000;
    const long MeanFile = 1_430_000;

    /// <summary>Mailboxes and OneDrives of deleted accounts are kept, and listed, while the account could be restored.</summary>
    public static bool IsKept(in Person person, int day) =>
        day >= person.Hired && (person.Deleted == Person.Never || day < person.Deleted + RetentionDays);

    public static long MailboxBytes(in Person person, int day)
    {
        var quota = Licences.MailboxQuota(person.Licence);
        // Most fill a small part of their quota in ten years, one in a few hundred all of it.
        var perDay = quota / 3000 * Cube(Draws.Of(person.Key, Purpose.Storage), 0.8) + quota / 60_000;
        return Math.Min((long)(perDay * Age(person, day)), quota + quota / 50);
    }

    public static long MailboxItems(in Person person, int day) => MailboxBytes(person, day) / MeanMail;

    public static long DeletedBytes(in Person person, int day) => MailboxBytes(person, day) / 40;

    public static bool HasArchive(in Person person) => person.Licence is Licence.E5 && person.Key % 5 == 0;

    public static long DriveBytes(in Person person, int day)
    {
        var perDay = (person.Unit.AtDesk ? 60_000_000 : 2_000_000) * Cube(Draws.Of(person.Key, Purpose.DriveStorage), 1) + 40_000;
        return Math.Min((long)(perDay * Age(person, day)), DriveQuota);
    }

    public static long DriveFiles(in Person person, int day) => DriveBytes(person, day) / MeanFile;

    public static long SiteBytes(ulong siteKey, int created, int day)
    {
        var perDay = 90_000_000 * Cube(Draws.Of(siteKey, Purpose.Storage), 1) + 2_500_000;
        return (long)(perDay * Math.Max(1, day - created + 1));
    }

    public static long SiteFiles(ulong siteKey, int created, int day) => SiteBytes(siteKey, created, day) / MeanFile;

    public static long GroupMailboxBytes(ulong groupKey, int created, int day)
    {
        var perDay = 2_400_000 * Cube(Draws.Of(groupKey, Purpose.Storage), 1) + 2_000;
        return (long)(perDay * Math.Max(1, day - created + 1));
    }

    public static long GroupMailboxItems(ulong groupKey, int created, int day) => GroupMailboxBytes(groupKey, created, day) / MeanMail;

    /// <summary>Deleted accounts stop growing.</summary>
    static int Age(in Person person, int day) => Math.Max(1, Math.Min(day, person.Deleted) - person.Hired + 1);

    static double Cube(ulong draw, double most)
    {
        var share = Draws.Share(draw);
        return share * share * share * most;
    }
}
