namespace GraphSimulator.Faults;

/// <summary>The faults asked for, and how much of each was spent. Thread-safe; may be changed at any time.</summary>
public sealed class FaultPlan
{
    readonly Lock _lock = new();
    readonly List<Entry> _entries = [];
    Random _chance = new(1);

    /// <summary>Names are hashes and ids zero, as tenants have it by default since September 2021.</summary>
    public bool ConcealNames { get; set; }

    /// <summary>Adds faults; of several that are meant for a request, the first one added comes first.</summary>
    public FaultPlan Add(params IEnumerable<Fault> faults)
    {
        lock (_lock)
            _entries.AddRange(faults.Select(fault => new Entry(fault)));
        return this;
    }

    /// <summary>Takes all faults back.</summary>
    public void Clear()
    {
        lock (_lock)
            _entries.Clear();
    }

    /// <summary>Makes chance begin anew: the same seed spoils the same requests of one caller.</summary>
    public void Seed(int seed)
    {
        lock (_lock)
            _chance = new Random(seed);
    }

    /// <summary>The faults and how often each has struck.</summary>
    public IReadOnlyList<(Fault Fault, int Struck)> Snapshot()
    {
        lock (_lock)
            return [.. _entries.Select(entry => (entry.Fault, entry.Struck))];
    }

    /// <summary>The fault that strikes a request, which is spent by it; null: all is well.</summary>
    internal Fault? Strike(FaultStep step, string? function, string address)
    {
        lock (_lock)
        {
            foreach (var entry in _entries)
            {
                if (entry.Fault.IsMeantFor(step, function, address) && entry.Strikes(_chance))
                    return entry.Fault;
            }

            return null;
        }
    }

    sealed class Entry(Fault fault)
    {
        int _passed;

        public Fault Fault { get; } = fault;

        public int Struck { get; private set; }

        public bool Strikes(Random chance)
        {
            if (_passed < Fault.Skip)
            {
                _passed++;
                return false;
            }

            if (Struck >= Fault.Times || (Fault.Share < 1 && chance.NextDouble() >= Fault.Share))
                return false;
            Struck++;
            return true;
        }
    }
}
