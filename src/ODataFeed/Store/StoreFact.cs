namespace ODataFeed.Store;

/// <summary>What the store knows about itself: a name and a value.</summary>
sealed class StoreFact
{
    /// <summary>The table of facts: no set can have the name, as a set's begins with a letter.</summary>
    public const string Table = "_Facts";

    /// <summary>What <see cref="TableShape"/> the tables had when they were last made to fit.</summary>
    public const string Shape = "Shape";

    /// <summary>Whose data it is: a store belongs to one tenant.</summary>
    public const string Tenant = "Tenant";

    /// <summary>The version of the catalog that wrote last; an older one would not know all columns.</summary>
    public const string CatalogVersion = "CatalogVersion";

    /// <summary>The number of the last publish.</summary>
    public const string PublishNumber = "PublishNumber";

    /// <summary>The number of the last publish that erased a person; older rows may name them.</summary>
    public const string ErasureNumber = "ErasureNumber";

    /// <summary>The number of the last erasure whose traces in files are gone, too; less than that of the last erasure where it was interrupted.</summary>
    public const string ErasedNumber = "ErasedNumber";

    /// <summary>The personal-data policy the rows were written under; absent in a store older than policies.</summary>
    public const string Policy = "Policy";

    public required string Name { get; init; }

    public required string Value { get; set; }
}
