using System.Text;

namespace ODataFeed.Web.Connect;

/// <summary>A query as a program in some language.</summary>
/// <param name="Id">Names it in the page.</param>
public sealed record Snippet(string Id, string Name, string Text)
{
    /// <summary>The name of the environment variable that examples read the key from.</summary>
    const string KeyVariable = "ODATAFEED_KEY";

    /// <param name="root">The service root, with trailing slash.</param>
    /// <param name="set">The entity set.</param>
    /// <param name="options">The query options, decoded.</param>
    /// <param name="signIn">How the program signs in.</param>
    public static IReadOnlyList<Snippet> Of(string root, string set, IReadOnlyList<KeyValuePair<string, string>> options, SignInKind signIn) =>
    [
        new("m", "Power Query", PowerQuery.OfQuery(root, set, options)),
        new("curl", "curl", Curl(root, set, options, signIn)),
        new("python", "Python", Python(root, set, options, signIn)),
    ];

    static string Curl(string root, string set, IReadOnlyList<KeyValuePair<string, string>> options, SignInKind signIn)
    {
        var text = new StringBuilder("curl -sG ").Append(Shell(root + set));
        foreach (var (name, value) in options)
            text.Append(" \\\n  --data-urlencode ").Append(Shell($"{name}={value}"));
        return (signIn switch
        {
            SignInKind.Basic => text.Append($" \\\n  --user \":${KeyVariable}\""),
            SignInKind.Organizational => text.Append($" \\\n  --header \"Authorization: Bearer ${KeyVariable}\""),
            _ => text,
        }).ToString();
    }

    static string Python(string root, string set, IReadOnlyList<KeyValuePair<string, string>> options, SignInKind signIn)
    {
        var address = $"{root}{set}?{QueryText.Join([.. options, KeyValuePair.Create("$format", "csv")])}";
        var key = signIn == SignInKind.Anonymous ? "" : $", storage_options={{\"Authorization\": f\"Bearer {{os.environ['{KeyVariable}']}}\"}}";
        return $"{(key.Length == 0 ? "" : "import os\n\n")}import pandas as pd\n\nurl = \"{address.Replace("\"", "\\\"", StringComparison.Ordinal)}\"\nrows = pd.read_csv(url, encoding=\"utf-8-sig\"{key})\nprint(rows)";
    }

    /// <summary>A word of the shell, whatever it holds.</summary>
    static string Shell(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
