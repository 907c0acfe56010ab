namespace ODataFeed.Query.Database;

/// <summary>What a database can say of the rows of a group, such that groups can be put together afterwards.</summary>
enum PartialKind
{
    /// <summary>How many rows.</summary>
    Rows,

    /// <summary>How many values: rows whose cell is not null.</summary>
    Values,

    /// <summary>The sum of value ÷ 2³², and <see cref="LowSum"/> that of the remainders. Neither overflows below 2³¹ rows.</summary>
    HighSum,

    /// <inheritdoc cref="HighSum"/>
    LowSum,

    /// <summary>The least value.</summary>
    Min,

    /// <summary>The greatest value.</summary>
    Max,
}

/// <summary>A figure of a group.</summary>
/// <param name="Ordinal">The column; -1 for <see cref="PartialKind.Rows"/>.</param>
readonly record struct Partial(PartialKind Kind, int Ordinal)
{
    /// <summary>What sums are cut into: quotient and remainder of both signs, truncated alike by C#, PostgreSQL and Sqlite.</summary>
    public const long Radix = 1L << 32;
}
