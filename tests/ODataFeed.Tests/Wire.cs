using System.Text.Json;
using System.Text.Json.Serialization;

namespace ODataFeed.Tests;

/// <summary>What is known of Graph's CSV files (Data/wire.json): the headers Microsoft documents, and files seen in public.</summary>
static class Wire
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>By function, such as <c>getApiUsage</c>.</summary>
    public static IReadOnlyDictionary<string, WireReport> Reports { get; } = Read();

    static Dictionary<string, WireReport> Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data/wire.json"));
        return JsonSerializer.Deserialize<Dictionary<string, WireReport>>(file, Options)!;
    }
}

/// <param name="Documented">Each list of headers some page gives, the schema line of v1.0 first.</param>
/// <param name="Observed">Files seen, none for most reports that are beta only.</param>
sealed record WireReport(IReadOnlyList<IReadOnlyList<string>> Documented, IReadOnlyList<WireFile>? Observed)
{
    /// <summary>All headers of this report, each once.</summary>
    public IEnumerable<string> Headers =>
        Documented.Concat((Observed ?? []).Select(file => file.Headers)).SelectMany(headers => headers).Distinct();
}

/// <param name="Headers">The header cells as sent, spaces and all.</param>
/// <param name="Rows">Lines as sent, none quoted; often none are public.</param>
sealed record WireFile(IReadOnlyList<string> Headers, IReadOnlyList<string> Rows);
