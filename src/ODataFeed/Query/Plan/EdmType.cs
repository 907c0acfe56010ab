using UsageReports;

namespace ODataFeed.Query.Plan;

/// <summary>The type of an expression. The names are those of <c>Edm.*</c>; <see cref="Null"/> is the type of the literal alone.</summary>
enum EdmType
{
    Null,
    Boolean,
    Int32,
    Int64,
    Decimal,
    Double,
    String,
    Date,
    TimeOfDay,
    DateTimeOffset,
    Duration,
    Guid,
}

static class EdmTypes
{
    public static EdmType Of(ColumnType type) => type switch
    {
        ColumnType.String => EdmType.String,
        ColumnType.Boolean => EdmType.Boolean,
        ColumnType.Int32 => EdmType.Int32,
        ColumnType.Int64 => EdmType.Int64,
        ColumnType.Decimal => EdmType.Decimal,
        ColumnType.Date => EdmType.Date,
        ColumnType.DateTimeOffset => EdmType.DateTimeOffset,
        ColumnType.Duration => EdmType.Duration,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>The qualified name, as in <c>$metadata</c>.</summary>
    public static string Name(this EdmType type) => $"Edm.{type}";

    public static bool IsInteger(this EdmType type) => type is EdmType.Int32 or EdmType.Int64;

    public static bool IsNumber(this EdmType type) => type is EdmType.Int32 or EdmType.Int64 or EdmType.Decimal or EdmType.Double;
}
