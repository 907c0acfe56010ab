namespace ODataFeed.Query.Database;

/// <summary>A stored column to sort by; null is the least value.</summary>
readonly record struct SortColumn(int Ordinal, bool Descending)
{
    public override string ToString() => Descending ? $"{Ordinal} desc" : $"{Ordinal}";
}
