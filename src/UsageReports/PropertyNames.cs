using System.Text;

namespace UsageReports;

/// <summary>The rule that makes a property name of a CSV header.</summary>
public static class PropertyNames
{
    /// <summary>
    /// The header's words (<c>[A-Za-z0-9]+</c>), each first letter raised, joined:
    /// <c>Storage Used (Byte)</c> becomes <c>StorageUsedByte</c>.
    /// </summary>
    public static string FromHeader(string header)
    {
        var name = new StringBuilder(header.Length);
        var startsWord = true;
        foreach (var c in header)
        {
            if (char.IsAsciiLetterOrDigit(c))
                name.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = !char.IsAsciiLetterOrDigit(c);
        }

        return name.ToString();
    }
}
