namespace ODataFeed.Refresh;

/// <summary>
/// How often others took back what the store had: what was fetched before must not be published after, and what was known before need not
/// be there any more.
/// </summary>
/// <param name="Erasure">The number of the last publish that erased a person.</param>
/// <param name="Losses">How often the store was found in an older state than was served from it.</param>
sealed record StoreEra(long Erasure, int Losses);
