namespace ODataFeed.Access;

/// <summary>Marks an endpoint as a page for people: who did not say who they are is led to sign in, where that is set up.</summary>
sealed class PageMetadata
{
    public static PageMetadata Instance { get; } = new();
}
