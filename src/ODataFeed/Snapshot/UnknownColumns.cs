namespace ODataFeed.Snapshot;

/// <summary>What becomes of columns of a report that the catalog does not know.</summary>
enum UnknownColumns
{
    /// <summary>Their headers are named in <c>Refreshes</c>; their cells are not kept.</summary>
    Log,

    /// <summary>Their cells are kept too, and answered as dynamic properties: the entity types of reports are open.</summary>
    Expose,
}
