namespace ODataFeed;

/// <summary>
/// The verb <c>health</c>: asks the service of this machine whether it answers. A container without a shell has nothing else to ask with.
/// </summary>
static class HealthVerb
{
    const string Default = "http://127.0.0.1:5080/health/live";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>0 where it answers that it is well, 1 where it does not, 2 where the words are wrong.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var address = args switch { [] => Default, [var given] => given, _ => "" };
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync($"Legal: health [<url>]; without one, {Default} is asked.");
            return 2;
        }

        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(url);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{url} does not answer: {fault.Message}");
            return 1;
        }
    }
}
