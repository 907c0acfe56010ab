namespace GraphSimulator.Faults;

/// <summary>Which server misbehaves.</summary>
public enum FaultStep
{
    /// <summary>Graph itself.</summary>
    Graph,

    /// <summary>The host a report is downloaded from.</summary>
    Download,
}
