namespace ODataFeed;

/// <summary>The program's verbs. Without one it serves.</summary>
static class Verbs
{
    /// <summary>Runs a verb and returns the exit code; 2 says that there is no such verb.</summary>
    public static async Task<int> RunAsync(string verb, string[] args)
    {
        switch (verb)
        {
            case "serve":
                return await Serve.RunAsync(args);
            case "check":
                return await Check.RunAsync(args);
            case "key":
                return await KeyVerb.RunAsync(args, Console.Out, Console.Error);
            case "forget":
                return await Forget.RunAsync(args);
            case "export":
                return await ExportImport.ExportAsync(args);
            case "import":
                return await ExportImport.ImportAsync(args);
            case "health":
                return await HealthVerb.RunAsync(args);
            default:
                await Console.Error.WriteLineAsync($"There is no verb '{verb}'. Legal: serve (the default), check, key, export, import, forget, health.");
                return 2;
        }
    }
}
