namespace ODataFeed.Query.Syntax;

/// <summary>The system query options (OData 4.01 part 2 §5.1, and <c>$apply</c> of Data Aggregation).</summary>
[Flags]
enum QueryOption
{
    None = 0,
    Filter = 1 << 0,
    Apply = 1 << 1,
    Search = 1 << 2,
    Compute = 1 << 3,
    OrderBy = 1 << 4,
    Select = 1 << 5,
    Expand = 1 << 6,
    Top = 1 << 7,
    Skip = 1 << 8,
    Count = 1 << 9,
    Levels = 1 << 10,
    SkipToken = 1 << 11,
    DeltaToken = 1 << 12,
    Format = 1 << 13,
    Id = 1 << 14,
    Index = 1 << 15,
    SchemaVersion = 1 << 16,
}
