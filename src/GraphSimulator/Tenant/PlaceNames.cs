namespace GraphSimulator.Tenant;

/// <summary>What groups, sites and communities are called, and how their addresses spell it.</summary>
static class PlaceNames
{
    static readonly string[] Topics =
    [
        "All Hands", "Leadership", "Projects", "Planning", "Onboarding", "Budget, Travel and Events", "Knowledge Base", "Operations",
        "Reporting", "Quality", "Training", "Suppliers", "Customers", "Roadmap", "Compliance", "Archive",
    ];

    static readonly string[] CodeNames =
    [
        "Aurora", "Bergamo", "Cobalt", "Delphi", "Évora", "Falcon", "Granite", "Helios", "Iris", "Juniper", "Kepler", "Lumen", "Meridian",
        "Nimbus", "Orion", "Pegasus", "Quartz", "Rhône", "Sirius", "Tundra", "Umbra", "Vega", "Willow", "Xenon", "Yarrow", "Zephyr",
    ];

    static readonly string[] SiteNames =
    [
        "Intranet", "News", "Help Desk", "Brand Center", "Policies", "Learning", "Benefits", "Facilities", "Research Library", "Events",
    ];

    static readonly string[] CommunityNames =
    [
        "All Company", "Running & Cycling", "Sustainability", "New Joiners", "Ask IT", "Parents at Work", "Photography", "Innovation",
        "Shop Floor Voices", "Café Culture", "Women in Tech", "Book Club",
    ];

    /// <summary>
    /// The first groups of a department bear its name; the rest are projects, and code names are used by more than one: display names
    /// are not unique in Graph either.
    /// </summary>
    public static string Group(int group)
    {
        var local = Places.Local(group);
        return local < Topics.Length
            ? $"{Department.All[Places.Unit(group)].Name} {Topics[local]}"
            : $"Project {CodeNames[(local - Topics.Length + 3 * Places.Unit(group)) % CodeNames.Length]}";
    }

    public static string CommunicationSite(int index) =>
        index < SiteNames.Length ? SiteNames[index] : $"{SiteNames[index % SiteNames.Length]} {index / SiteNames.Length + 1}";

    public static string Community(int index) => index < CommunityNames.Length
        ? CommunityNames[index]
        : $"{CommunityNames[index % CommunityNames.Length]} {Department.All[index % Department.All.Length].Name}";

    /// <summary>The last step of a site's address: letters and digits of the name, made unique by the number.</summary>
    public static string Address(string name, int number) =>
        string.Concat(name.Where(char.IsAsciiLetterOrDigit)) + (number > 0 ? $"-{number}" : "");
}
