namespace GraphSimulator.Hosting;

/// <summary>A request that reached the simulator. Host is name and port; the path of a download ends in its token, a secret.</summary>
public sealed record RecordedRequest(string Method, string Host, string PathAndQuery, bool HadAuthorization);
