using System.Text;

namespace GraphSimulator.Tenant;

/// <summary>
/// Display and principal names, computed from an account's number and never kept: 300 000 accounts would be 50 MB of text. First and last
/// names are paired so that every number has its own pair; after all pairs are used up, principal names get a number.
/// </summary>
static class PersonNames
{
    const string Domain = "@contoso.com";

    /// <summary>Has no factor in common with the number of pairs, so stepping by it meets every pair once.</summary>
    const int Stride = 7919;

    static readonly string[] FirstNames =
    [
        "Aaliyah", "Adele", "Ahmed", "Aiko", "Alejandro", "Amélie", "Amina", "Ana", "Anaïs", "Anders", "Andrea", "Anna", "Arjun", "Astrid",
        "Bao", "Björn", "Bruno", "Camila", "Carlos", "Chidi", "Chloé", "Claire", "Daniel", "David", "Diego", "Dmitri", "Elena", "Elif",
        "Emily", "Emma", "Erik", "Fatima", "Felix", "Femi", "François", "Freya", "Giulia", "Grace", "Hanna", "Haruto", "Hugo", "Ines",
        "Ingrid", "Isabel", "Ivan", "Jack", "James", "Jana", "Jasmin", "João", "José", "Jürgen", "Kaito", "Karin", "Katarzyna", "Kofi",
        "Lars", "Laura", "Leila", "Lena", "Liam", "Linh", "Lucía", "Łukasz", "Maja", "Marco", "María", "Martin", "Mateo", "Mei", "Mia",
        "Miriam", "Mohammed", "Nadia", "Naoki", "Nils", "Noah", "Nora", "Oğuz", "Olivia", "Omar", "Patricia", "Paul", "Petra", "Priya",
        "Rachel", "Rafael", "Ravi", "Renée", "Rosa", "Samuel", "Sara", "Siobhán", "Søren", "Thomas", "Yuki", "Zoë",
    ];

    static readonly string[] LastNames =
    [
        "Abbott", "Adeyemi", "Ahmadi", "Almeida", "Andersson", "Bakker", "Barnes", "Bauer", "Becker", "Bennett", "Bergström", "Bianchi",
        "Brown", "Carter", "Castillo", "Chen", "Clarke", "Cooper", "Costa", "D'Angelo", "Das", "Davies", "Demir", "Dubois", "Dupont",
        "Eriksson", "Fernández", "Fischer", "Fofanah", "Fraser", "Fujimoto", "García", "Gonçalves", "González", "Gupta", "Haddad", "Hansen",
        "Hassan", "Hoang", "Hoffmann", "Horváth", "Hughes", "Ibrahim", "Ito", "Ivanov", "Jansen", "Jensen", "Johansson", "Johnson", "Jones",
        "Kaya", "Keller", "Khan", "Kim", "King", "Kovács", "Kowalski", "Kumar", "Laurent", "Lefèvre", "Lehtonen", "Li", "Lindqvist",
        "López", "Lund", "MacDonald", "Martin", "Martínez", "Mayer", "Mendes", "Meyer", "Moreau", "Morgan", "Moyo", "Müller", "Murphy",
        "Nakamura", "Ncube", "Nguyen", "Nielsen", "Novák", "Nowak", "O'Brien", "O'Connor", "Okafor", "Olsen", "Osei", "Özdemir", "Park",
        "Patel", "Pereira", "Petersen", "Popescu", "Quinn", "Rahman", "Ramirez", "Reddy", "Ribeiro", "Ricci", "Rossi", "Roth", "Russo",
        "Sánchez", "Santos", "Sato", "Schäfer", "Schmidt", "Schneider", "Silva", "Singh", "Smith", "Sørensen", "Suzuki", "Takahashi",
        "Tanaka", "Taylor", "Torres", "Tran", "van den Berg", "van Dijk", "Virtanen", "Wagner", "Walker", "Walsh", "Weiß", "Williams",
        "Wójcik", "Yamada", "Yılmaz", "Zhang", "Zimmermann",
    ];

    static readonly byte[][] First = FirstNames.Select(Encoding.UTF8.GetBytes).ToArray();
    static readonly byte[][] Last = LastNames.Select(Encoding.UTF8.GetBytes).ToArray();
    static readonly byte[][] FirstPart = FirstNames.Select(Plain).ToArray();
    static readonly byte[][] LastPart = LastNames.Select(Plain).ToArray();

    public static void WriteDisplayName(int account, TextScratch text)
    {
        var (first, last, _) = Pair(account);
        // Some subsidiaries sort their people by last name.
        if (account % 11 == 3)
        {
            text.Append(Last[last]);
            text.Append(", "u8);
            text.Append(First[first]);
            return;
        }

        text.Append(First[first]);
        text.Append(" "u8);
        text.Append(Last[last]);
    }

    public static void WritePrincipalName(int account, TextScratch text)
    {
        WriteLocalPart(account, text);
        text.Append(Domain);
    }

    /// <summary>The principal name as OneDrive puts it into a URL: everything that is no letter or digit becomes a low line.</summary>
    public static void WriteOneDriveSegment(int account, TextScratch text)
    {
        var start = text.Length;
        WritePrincipalName(account, text);
        foreach (ref var b in text.Since(start))
        {
            if (!char.IsAsciiLetterOrDigit((char)b))
                b = (byte)'_';
        }
    }

    static void WriteLocalPart(int account, TextScratch text)
    {
        var (first, last, round) = Pair(account);
        text.Append(FirstPart[first]);
        text.Append("."u8);
        text.Append(LastPart[last]);
        if (round > 0)
            text.Append(round + 1);
    }

    static (int First, int Last, int Round) Pair(int account)
    {
        var pairs = First.Length * Last.Length;
        var pair = (int)((long)(account % pairs) * Stride % pairs);
        return (pair % First.Length, pair / First.Length, account / pairs);
    }

    /// <summary>The name as a principal name spells it: lower-case ASCII, apostrophes kept, blanks left out.</summary>
    static byte[] Plain(string name)
    {
        var plain = new StringBuilder();
        foreach (var c in name)
        {
            plain.Append(char.ToLowerInvariant(c) switch
            {
                >= 'a' and <= 'z' or '\'' => char.ToLowerInvariant(c).ToString(),
                ' ' => "",
                'ä' => "ae",
                'ö' => "oe",
                'ü' => "ue",
                'ß' => "ss",
                'á' or 'ã' => "a",
                'ç' => "c",
                'é' or 'è' or 'ë' => "e",
                'í' or 'ï' or 'ı' => "i",
                'ğ' => "g",
                'ł' => "l",
                'ó' or 'ø' => "o",
                _ => throw new InvalidOperationException($"The name '{name}' has the letter '{c}', which has no ASCII spelling here."),
            });
        }

        return Encoding.ASCII.GetBytes(plain.ToString());
    }
}
