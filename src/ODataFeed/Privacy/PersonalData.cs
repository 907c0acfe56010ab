namespace ODataFeed.Privacy;

/// <summary>What becomes of cells that identify a person. The later, the stricter.</summary>
enum PersonalData
{
    /// <summary>They are kept as Graph sends them.</summary>
    Show,

    /// <summary>A keyed hash takes their place before they are kept, the same in all reports, so that joins still work.</summary>
    Pseudonymise,

    /// <summary>Reports that hold them are not fetched, and their sets do not exist.</summary>
    Hide,
}
