namespace ODataFeed.Refresh;

/// <summary>A time during which this service is the one that refreshes.</summary>
/// <param name="IsTakeover">Another service, or this one before it lost the store, has refreshed until now.</param>
/// <param name="Ended">Cancelled at its end; what runs then must publish nothing more.</param>
sealed record RefreshTerm(bool IsTakeover, CancellationToken Ended);
