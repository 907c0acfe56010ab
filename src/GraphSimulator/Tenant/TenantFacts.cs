namespace GraphSimulator.Tenant;

/// <summary>Everything a report may ask about the tenant. All of it follows from seed, size and the day it starts.</summary>
sealed class TenantFacts
{
    readonly WindowCache<WindowTotals> _windows;
    readonly WindowCache<PlaceWindow> _placeWindows;

    public TenantFacts(ulong seed, int users, Timeline timeline, CancellationToken stopping)
    {
        Parallel = new ParallelOptions { CancellationToken = stopping };
        Seed = seed;
        Timeline = timeline;
        Calendar = new WorkCalendar(timeline.FirstDay, timeline.Days);
        People = new People(seed, users, timeline);
        Places = new Places(seed, users, timeline);
        Activity = new TenantActivity(timeline, Calendar);
        Days = new DayCache<TenantDay>(day => TenantDay.Compute(this, day), Parallel);
        Inventories = new DayCache<Inventory>(day => Inventory.Compute(this, day), Parallel);
        _windows = new WindowCache<WindowTotals>((asOf, days) => WindowTotals.Compute(this, asOf, days));
        _placeWindows = new WindowCache<PlaceWindow>((asOf, days) => PlaceWindow.Compute(this, asOf, days));
    }

    public ulong Seed { get; }

    public Timeline Timeline { get; }

    /// <summary>How work on all people is spread: it ends when the tenant does, since a large one takes half a minute for it.</summary>
    public ParallelOptions Parallel { get; }

    public WorkCalendar Calendar { get; }

    public People People { get; }

    public Places Places { get; }

    public TenantActivity Activity { get; }

    public DayCache<TenantDay> Days { get; }

    public DayCache<Inventory> Inventories { get; }

    /// <summary>Who did what at least once in the days up to and with <paramref name="asOf"/>.</summary>
    public WindowTotals TotalsIn(int asOf, int days) => _windows[asOf, days];

    /// <summary>What happened where in the days up to and with <paramref name="asOf"/>.</summary>
    public PlaceWindow PlacesIn(int asOf, int days) => _placeWindows[asOf, days];
}
