namespace ODataFeed.Privacy;

/// <summary>What becomes of cells that identify a person.</summary>
enum PersonalData
{
    /// <summary>They are kept as Graph sends them.</summary>
    Show,
}
