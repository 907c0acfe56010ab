namespace GraphSimulator.Api;

/// <summary>Ends the reading of a request; the endpoint turns it into its error body.</summary>
sealed class GraphFailure(GraphError error) : Exception(error.Message)
{
    public GraphError Error { get; } = error;
}
