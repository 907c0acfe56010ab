namespace UsageReports;

/// <summary>One column of a report: the CSV header as Graph writes it, and what the feed makes of it.</summary>
public sealed record ReportColumn
{
    /// <summary>The property name in the feed; follows from <see cref="Header"/> by <see cref="PropertyNames"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The CSV header, spelt as documented; for a generated column the same as <see cref="Name"/>.</summary>
    public required string Header { get; init; }

    /// <summary>The type of the cells.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Other headers Graph is known to use for the same column; case and number of spaces need no alias.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The property in Graph's JSON form; for nested reports a path such as <c>details[].isWindows</c>.</summary>
    public string? Json { get; init; }

    /// <summary>What the column says, in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The cell identifies a person, or a thing by a person's name.</summary>
    public bool Personal { get; init; }

    /// <summary>Booleans are written <c>Yes</c>/<c>No</c> instead of <c>True</c>/<c>False</c>.</summary>
    public bool YesNo { get; init; }

    /// <summary>Graph does not send it: the feed fills it from the request or by numbering rows.</summary>
    public bool Generated { get; init; }

    /// <summary>Only the beta version of the report has it.</summary>
    public bool BetaOnly { get; init; }

    /// <summary>Only the second version of the report (<c>version='v2'</c>) has it.</summary>
    public bool SecondVersionOnly { get; init; }
}
