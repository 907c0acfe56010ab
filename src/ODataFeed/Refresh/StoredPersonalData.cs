using ODataFeed.Ingest;
using ODataFeed.Store;

namespace ODataFeed.Refresh;

/// <summary>At start, before anything is served: makes the store obey the personal-data policy of the settings.</summary>
sealed partial class StoredPersonalData(ReportStore store, PersonalRows rows, ILogger<StoredPersonalData> logger)
{
    /// <exception cref="StoreException">The store cannot be used, or was written with another key.</exception>
    public async Task ApplyPolicyAsync(CancellationToken cancellationToken)
    {
        await store.EndInterruptedErasureAsync(cancellationToken);
        var written = await store.PolicyAsync(cancellationToken);
        if (written == rows.Policy)
            return;
        if (rows.HasOtherKeyThan(written))
            throw new StoreException("Privacy:Key is not the key that the pseudonyms in the store were made with, so that the same person would be two. Set the former key, or use another Store:ConnectionString.");
        if (!rows.IsStricterThan(written))
        {
            await store.NotePolicyAsync(written, rows.Policy, cancellationToken);
            return;
        }

        Log.Rewriting(logger, written?.Split(':')[0] ?? "none", rows.Policy.Split(':')[0]);
        await store.RewriteAsync(written, rows.Policy, rows.Rewrite, cancellationToken);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The store was written under Privacy:PersonalData {Before} and is rewritten for {Now}")]
        public static partial void Rewriting(ILogger logger, string before, string now);
    }
}
