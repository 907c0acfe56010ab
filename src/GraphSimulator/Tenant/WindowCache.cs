namespace GraphSimulator.Tenant;

/// <summary>The last few windows computed: pages of one report ask for the same one again and again.</summary>
sealed class WindowCache<T>(Func<int, int, T> compute)
{
    /// <summary>Five periods at two lags.</summary>
    const int Kept = 10;

    readonly Lock _lock = new();
    readonly List<((int AsOf, int Days) Key, Lazy<T> Value)> _recent = [];

    public T this[int asOf, int days]
    {
        get
        {
            Lazy<T> value;
            lock (_lock)
                value = Find((asOf, days));
            return value.Value;
        }
    }

    Lazy<T> Find((int AsOf, int Days) key)
    {
        var index = _recent.FindIndex(entry => entry.Key == key);
        var entry = index >= 0 ? _recent[index] : (key, new Lazy<T>(() => compute(key.AsOf, key.Days)));
        if (index >= 0)
            _recent.RemoveAt(index);
        else if (_recent.Count == Kept)
            _recent.RemoveAt(0);
        _recent.Add(entry);
        return entry.Item2;
    }
}
