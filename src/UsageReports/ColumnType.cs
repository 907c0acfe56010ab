namespace UsageReports;

/// <summary>The OData primitive types a column can have; the names are those of <c>Edm.*</c>.</summary>
public enum ColumnType
{
    /// <summary>UTF-8 text, compared by code point.</summary>
    String,

    /// <summary>True or false; <c>True/False</c> or <c>Yes/No</c> on the wire.</summary>
    Boolean,

    /// <summary>A 32-bit integer: report periods, occurrences, calendar parts.</summary>
    Int32,

    /// <summary>A 64-bit integer: counts and bytes.</summary>
    Int64,

    /// <summary>An exact decimal number.</summary>
    Decimal,

    /// <summary>A UTC day without time.</summary>
    Date,

    /// <summary>An instant, kept and written in UTC.</summary>
    DateTimeOffset,

    /// <summary>A span of time; ISO 8601 on the wire (<c>PT1H5M</c>).</summary>
    Duration,

    /// <summary>A double-precision number. Only in results of queries: no report has such a column.</summary>
    Double,

    /// <summary>A time of day. Only in results of queries: no report has such a column.</summary>
    TimeOfDay,
}
