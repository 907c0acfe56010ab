namespace ODataFeed.Query.Database;

/// <summary>
/// A key to group by, as a list of two: its first part and the rest. EF translates member initialisations of types like this one, and
/// compares instances by value where it groups in memory (an array it would compare by reference).
/// </summary>
sealed record GroupKey<TFirst, TRest>
{
    public TFirst? First { get; init; }

    public TRest? Rest { get; init; }
}
