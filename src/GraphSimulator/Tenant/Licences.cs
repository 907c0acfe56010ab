using System.Text;
using GraphSimulator.Rows;

namespace GraphSimulator.Tenant;

/// <summary>What plans hold, and what they are called. Names are display names in upper case, as live reports have them.</summary>
static class Licences
{
    /// <summary>The names of <see cref="AddOns"/>, lowest bit first.</summary>
    static readonly string[] AddOnNames =
    [
        "ENTERPRISE MOBILITY + SECURITY E5",
        "VISIO PLAN 2",
        "PROJECT PLAN 3",
        "POWER BI (FREE)",
        "POWER BI PRO",
        "MICROSOFT POWER AUTOMATE FREE",
        "MICROSOFT TEAMS PHONE STANDARD",
        "MICROSOFT 365 COPILOT",
    ];

    /// <summary>The cell of every combination, made when first met: plans times 256.</summary>
    static readonly byte[]?[] Products = new byte[]?[(int)Licence.ExchangeOnline + 1 << 8];

    /// <summary>Assigned Products: the names joined with a plus sign; empty where there is no plan.</summary>
    public static Cell AssignedProducts(Licence licence, AddOns addOns)
    {
        if (licence == Licence.None)
            return Cell.Null;
        ref var text = ref Products[(int)licence << 8 | (int)addOns];
        text ??= Encoding.ASCII.GetBytes(string.Join('+', Names(licence, addOns)));
        return Cell.Utf8(text);
    }

    public static bool Has(Licence licence, Product product) => licence switch
    {
        Licence.None => false,
        Licence.ExchangeOnline => product == Product.Exchange,
        _ => true,
    };

    /// <summary>May install the desktop apps.</summary>
    public static bool HasDesktopApps(Licence licence) => licence is Licence.E5 or Licence.E3 or Licence.BusinessPremium;

    /// <summary>The prohibit-send/receive quota of a mailbox in bytes.</summary>
    public static long MailboxQuota(Licence licence) => licence switch
    {
        Licence.E5 or Licence.E3 => 100L << 30,
        Licence.F3 => 2L << 30,
        _ => 50L << 30,
    };

    static IEnumerable<string> Names(Licence licence, AddOns addOns)
    {
        yield return licence switch
        {
            Licence.E5 => "MICROSOFT 365 E5",
            Licence.E3 => "MICROSOFT 365 E3",
            Licence.F3 => "MICROSOFT 365 F3",
            Licence.BusinessPremium => "MICROSOFT 365 BUSINESS PREMIUM",
            _ => "EXCHANGE ONLINE (PLAN 1)",
        };
        for (var i = 0; i < AddOnNames.Length; i++)
        {
            if (((int)addOns >> i & 1) != 0)
                yield return AddOnNames[i];
        }
    }
}
