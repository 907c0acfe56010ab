using UsageReports;

namespace ODataFeed.Snapshot;

/// <summary>One property of an entity type.</summary>
/// <param name="Nullable">False for key properties only.</param>
/// <param name="Personal">Its values identify a person, or a thing by a person's name.</param>
sealed record ColumnSchema(string Name, ColumnType Type, bool Nullable, string Description, bool Personal = false);
