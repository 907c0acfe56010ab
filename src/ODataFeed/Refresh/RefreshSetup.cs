namespace ODataFeed.Refresh;

static class RefreshSetup
{
    /// <summary>
    /// Registers the scheduler and the status others read. Needs the catalog, <c>FeedModel</c>, <c>PublishedSnapshots</c>, the time, and
    /// the rooms Graph, Ingest and Store.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">Section <c>Refresh</c>.</param>
    public static IServiceCollection AddRefresh(this IServiceCollection services, RefreshOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<RefreshStatus>();
        services.AddSingleton<RefreshProgress>();
        services.AddSingleton<RefreshAlarms>();
        services.AddSingleton<RefreshRequests>();
        services.AddSingleton<TenantNames>();
        services.AddSingleton<ReportDownloader>();
        services.AddSingleton<Replica>();
        services.AddSingleton<SnapshotPublisher>();
        services.AddSingleton<StoredPersonalData>();
        services.AddSingleton<ReportRefresh>();
        services.AddSingleton<RefreshMetrics>();
        services.AddHostedService<RefreshScheduler>();
        return services.AddHostedService<StoreFollower>();
    }
}
