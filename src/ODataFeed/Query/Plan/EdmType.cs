namespace ODataFeed.Query.Plan;

/// <summary>
/// The type of an expression. The names are those of <c>Edm.*</c>; <see cref="Null"/> is the type of the literal alone, and
/// <see cref="Collection"/> that of columns whose cells are rows.
/// </summary>
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
    Collection,
}

static class EdmTypes
{
    public static EdmType Of(UsageReports.ColumnType type) => type switch
    {
        UsageReports.ColumnType.String => EdmType.String,
        UsageReports.ColumnType.Boolean => EdmType.Boolean,
        UsageReports.ColumnType.Int32 => EdmType.Int32,
        UsageReports.ColumnType.Int64 => EdmType.Int64,
        UsageReports.ColumnType.Decimal => EdmType.Decimal,
        UsageReports.ColumnType.Date => EdmType.Date,
        UsageReports.ColumnType.DateTimeOffset => EdmType.DateTimeOffset,
        UsageReports.ColumnType.Duration => EdmType.Duration,
        UsageReports.ColumnType.Double => EdmType.Double,
        UsageReports.ColumnType.TimeOfDay => EdmType.TimeOfDay,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>The type of a column that holds values of this type.</summary>
    public static UsageReports.ColumnType ColumnType(EdmType type) => type switch
    {
        EdmType.Boolean => UsageReports.ColumnType.Boolean,
        EdmType.Int32 => UsageReports.ColumnType.Int32,
        EdmType.Int64 => UsageReports.ColumnType.Int64,
        EdmType.Decimal => UsageReports.ColumnType.Decimal,
        EdmType.Double => UsageReports.ColumnType.Double,
        EdmType.Date => UsageReports.ColumnType.Date,
        EdmType.TimeOfDay => UsageReports.ColumnType.TimeOfDay,
        EdmType.DateTimeOffset => UsageReports.ColumnType.DateTimeOffset,
        EdmType.Duration => UsageReports.ColumnType.Duration,
        _ => UsageReports.ColumnType.String,
    };

    /// <summary>The qualified name, as in <c>$metadata</c>.</summary>
    public static string Name(this EdmType type) => $"Edm.{type}";

    public static bool IsInteger(this EdmType type) => type is EdmType.Int32 or EdmType.Int64;

    public static bool IsNumber(this EdmType type) => type is EdmType.Int32 or EdmType.Int64 or EdmType.Decimal or EdmType.Double;
}
