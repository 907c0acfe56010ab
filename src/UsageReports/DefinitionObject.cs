using System.Text.Json;

namespace UsageReports;

/// <summary>
/// One JSON object of a definition file. Members are asked for by name; <see cref="RefuseOthers"/> then finds the misspelt ones.
/// Every error says where: file, report, column, member.
/// </summary>
sealed class DefinitionObject
{
    readonly Dictionary<string, JsonElement> _members;
    readonly List<string> _asked = [];
    readonly string _where;

    public DefinitionObject(JsonElement json, string where)
    {
        _where = where;
        if (json.ValueKind != JsonValueKind.Object)
            throw new CatalogException($"{where}: found {Show(json)}; legal is an object {{ … }}.");
        _members = json.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
    }

    public bool Has(string name) => Find(name, out _);

    public string Text(string name) => OptionalText(name) ?? throw Missing(name);

    /// <summary>The text, or null where the member is absent or null.</summary>
    public string? OptionalText(string name)
    {
        if (!Find(name, out var json) || json.ValueKind == JsonValueKind.Null)
            return null;
        return IsText(json) ? json.GetString() : throw Wrong(name, json, "a text that is not empty");
    }

    /// <summary>The flag; false where the member is absent.</summary>
    public bool Flag(string name)
    {
        if (!Find(name, out var json))
            return false;
        return json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : throw Wrong(name, json, "true or false");
    }

    public TName OneOf<TName>(string name, params TName[] except)
        where TName : struct, Enum
    {
        var text = Text(name);
        string[] legal = [.. Enum.GetNames<TName>().Except(except.Select(value => value.ToString()))];
        return legal.Contains(text, StringComparer.Ordinal)
            ? Enum.Parse<TName>(text)
            : throw Wrong(name, _members[name], string.Join(", ", legal));
    }

    public IReadOnlyList<string> Texts(string name) => Has(name) ? Texts(name, []) : throw Missing(name);

    public IReadOnlyList<string> Texts(string name, IReadOnlyList<string> absent)
    {
        if (!Find(name, out var json))
            return absent;
        if (json.ValueKind != JsonValueKind.Array)
            throw Wrong(name, json, "a list of texts");
        return json.EnumerateArray()
            .Select(item => IsText(item) ? item.GetString()! : throw Wrong(name, item, "a list of texts, none of them empty"))
            .ToList();
    }

    /// <summary>The objects of a list; errors call each by its <paramref name="label"/> member, or by its place.</summary>
    public IEnumerable<DefinitionObject> Objects(string name, string kind, string label)
    {
        if (!Find(name, out var list))
            throw Missing(name);
        if (list.ValueKind != JsonValueKind.Array)
            throw Wrong(name, list, "a list of objects");
        return list.EnumerateArray()
            .Select((json, place) => new DefinitionObject(json, $"{_where}, {kind} {Label(json, label) ?? $"[{place}]"}"));
    }

    /// <summary>Throws if the object has a member that was never asked for.</summary>
    public void RefuseOthers()
    {
        if (_members.Keys.FirstOrDefault(name => !_asked.Contains(name)) is { } unknown)
        {
            var legal = string.Join(", ", _asked.Distinct().Order(StringComparer.Ordinal));
            throw new CatalogException($"{_where}: found unknown member '{unknown}'; legal are {legal}.");
        }
    }

    bool Find(string name, out JsonElement json)
    {
        _asked.Add(name);
        return _members.TryGetValue(name, out json);
    }

    CatalogException Missing(string name) => new($"{_where}: member '{name}' is missing.");

    CatalogException Wrong(string name, JsonElement found, string legal) =>
        new($"{_where}: member '{name}': found {Show(found)}; legal: {legal}.");

    static bool IsText(JsonElement json) => json.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(json.GetString());

    static string Show(JsonElement json) => json.GetRawText();

    static string? Label(JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var label) && label.ValueKind == JsonValueKind.String
            ? label.GetString()
            : null;
}
