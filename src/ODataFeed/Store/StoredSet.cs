namespace ODataFeed.Store;

/// <summary>A set that was published: one without rows is told apart from one that never came.</summary>
sealed class StoredSet
{
    /// <summary>As <see cref="TableChange.After"/> has it.</summary>
    public required string Name { get; init; }

    /// <summary>The number of the publish that changed it last.</summary>
    public required long PublishNumber { get; set; }
}
