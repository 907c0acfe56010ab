using ODataFeed.Tests.Snapshot;

namespace ODataFeed.Tests.Query.Oracle;

/// <summary>The values a group has in common; null is a value like any other.</summary>
sealed class GroupKey(object?[] values) : IEquatable<GroupKey>, IComparable<GroupKey>
{
    public object?[] Values { get; } = values;

    public bool Equals(GroupKey? other) => other is not null && Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as GroupKey);

    public override int GetHashCode() => Values.Aggregate(0, HashCode.Combine);

    public int CompareTo(GroupKey? other) => Values.Zip(other!.Values, CellOrder.Instance.Compare).FirstOrDefault(order => order != 0);
}
