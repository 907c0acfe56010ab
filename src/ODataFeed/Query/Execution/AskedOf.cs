using System.Runtime.CompilerServices;
using ODataFeed.Query.Plan;
using ODataFeed.Snapshot;

namespace ODataFeed.Query.Execution;

/// <summary>
/// A plan and the tables it was asked of, each by identity. A plan belongs to callers of the same rights, who share it through
/// <see cref="PlanCache"/>, so what is kept under this is never seen by others.
/// </summary>
readonly struct AskedOf(QueryPlan plan, IReadOnlyList<Table> tables) : IEquatable<AskedOf>
{
    readonly QueryPlan _plan = plan;
    readonly IReadOnlyList<Table> _tables = tables;

    public bool Equals(AskedOf other) => ReferenceEquals(_plan, other._plan) && _tables.SequenceEqual(other._tables, ReferenceEqualityComparer.Instance);

    public override bool Equals(object? obj) => obj is AskedOf other && Equals(other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(_plan);
}
