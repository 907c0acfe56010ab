using System.IO.Enumeration;

namespace GraphSimulator.Faults;

/// <summary>Something to go wrong: what, for which requests, and how often.</summary>
public sealed record Fault
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The Graph function or a glob of several, in any case; <c>reportSettings</c> is one. Default: every request.</summary>
    public string Report { get; init; } = "*";

    /// <summary>Which server; null: the one the kind belongs to, and for spoilt bodies whichever sends one.</summary>
    public FaultStep? Step { get; init; }

    /// <summary>Only requests whose path and query contain this text, such as <c>/beta/</c> or <c>'D7'</c>.</summary>
    public string? Where { get; init; }

    /// <summary>Requests let pass before the first one that fails.</summary>
    public int Skip { get; init; }

    /// <summary>Requests that fail; null: until the faults are cleared.</summary>
    public int? Times { get; init; }

    /// <summary>The share of requests that fail, by chance (1: all).</summary>
    public double Share { get; init; } = 1;

    /// <summary>Seconds of <c>Retry-After</c>; null: no such header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>A CSV header, for the kinds about columns and cells.</summary>
    public string? Column { get; init; }

    /// <summary>What a bad cell says.</summary>
    public string Text { get; init; } = "n/a";

    /// <summary>Every how many rows a bad cell comes (1: in each).</summary>
    public int Every { get; init; } = 1;

    /// <summary>Null where the fault is complete, else what is wrong with it.</summary>
    internal string? Refuse() =>
        Share is < 0 or > 1 ? $"share is {Share}; legal is a number from 0 to 1"
        : Skip < 0 || Times < 0 || RetryAfter < 0 || Every < 1 ? "skip, times and retryAfter count from 0, every from 1"
        : Kind is FaultKind.ColumnMissing or FaultKind.ColumnAdded or FaultKind.BadCells && string.IsNullOrEmpty(Column) ? $"{Kind} needs a column"
        : null;

    /// <summary>Whether the fault is meant for a request, whatever was spent of it.</summary>
    internal bool IsMeantFor(FaultStep step, string? function, string address) =>
        (Step ?? StepOf(Kind) ?? step) == step
        && FileSystemName.MatchesSimpleExpression(Report, function ?? "", ignoreCase: true)
        && (Where is null || address.Contains(Where, StringComparison.OrdinalIgnoreCase));

    static FaultStep? StepOf(FaultKind kind) => kind switch
    {
        FaultKind.RedirectInCircle or FaultKind.LinkExpired => FaultStep.Download,
        FaultKind.Aborted => null,
        >= FaultKind.CutOff => null,
        _ => FaultStep.Graph,
    };
}
