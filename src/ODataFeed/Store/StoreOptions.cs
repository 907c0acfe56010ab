namespace ODataFeed.Store;

/// <summary>Where history is kept and for how long; section <c>Store</c>.</summary>
sealed record StoreOptions
{
    /// <summary>The database (<c>InMemory</c>).</summary>
    public StoreProvider Provider { get; init; } = StoreProvider.InMemory;

    /// <summary>How the database is reached; it may hold a password.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Days a superseded refresh is kept (730); 0 keeps the newest only.</summary>
    public int KeepHistoryDays { get; init; } = 730;

    /// <summary>
    /// The same for sets with personal data (35): after it only the last refresh of each month stays,
    /// until <see cref="KeepHistoryDays"/> ends that too.
    /// </summary>
    public int KeepPersonalHistoryDays { get; init; } = 35;

    /// <summary>Reads section <c>Store</c>.</summary>
    public static StoreOptions Read(SettingsReader settings)
    {
        const int Century = 36_525;
        var section = settings.Section("Store");
        var defaults = new StoreOptions();
        var options = new StoreOptions
        {
            Provider = section.Choice("Provider", defaults.Provider),
            ConnectionString = section.Secrets.Text("ConnectionString"),
            KeepHistoryDays = section.Integer("KeepHistoryDays", defaults.KeepHistoryDays, 0, Century),
            KeepPersonalHistoryDays = section.Integer("KeepPersonalHistoryDays", defaults.KeepPersonalHistoryDays, 0, Century),
        };
        if (ConnectionStrings.Fault(options.Provider, options.ConnectionString) is { } legal)
            section.Secrets.Wrong("ConnectionString", legal);
        return options;
    }

    /// <summary>Without the connection string: a record prints all it holds.</summary>
    public override string ToString() => $"{Provider}, {KeepHistoryDays} days, {KeepPersonalHistoryDays} days personal";
}
