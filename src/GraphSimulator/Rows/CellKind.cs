namespace GraphSimulator.Rows;

/// <summary>What a <see cref="Cell"/> holds.</summary>
public enum CellKind : byte
{
    /// <summary>Nothing: an empty CSV cell, null in JSON.</summary>
    Null,

    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A UTC day.</summary>
    Date,

    /// <summary>An exact decimal number.</summary>
    Decimal,

    /// <summary>A span of time.</summary>
    Duration,

    /// <summary>An instant in UTC.</summary>
    Instant,
}
