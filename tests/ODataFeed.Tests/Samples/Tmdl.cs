using System.Text.RegularExpressions;

namespace ODataFeed.Tests.Samples;

/// <summary>An object of a TMDL document: <c>type Name = expression</c>, its properties and its children.</summary>
/// <param name="Kind">The type, such as <c>table</c>.</param>
/// <param name="Name">Without its quotes; empty where the type has no names.</param>
/// <param name="Expression">What stands behind <c>=</c>, without the indentation of the document.</param>
sealed record TmdlObject(string Kind, string Name, string Expression)
{
    public Dictionary<string, string> Properties { get; } = new(StringComparer.Ordinal);

    public List<TmdlObject> Children { get; } = [];

    public IEnumerable<TmdlObject> Of(string kind) => Children.Where(child => child.Kind == kind);
}

/// <summary>
/// Reads TMDL (Microsoft Learn, "Tabular Model Definition Language": object declaration, properties, expressions), strictly: indentation
/// by tabs, a level at a time; only objects and properties that the samples use.
/// </summary>
sealed partial class Tmdl
{
    static readonly HashSet<string> Kinds =
    [
        "database", "model", "dataAccessOptions", "table", "column", "measure", "partition", "hierarchy", "level", "relationship", "expression", "refreshPolicy", "annotation", "ref",
    ];

    static readonly HashSet<string> Flags = ["isHidden", "isKey", "discourageImplicitMeasures", "legacyRedirects", "returnErrorValuesAsNull"];

    /// <summary>Properties that hold an expression.</summary>
    static readonly HashSet<string> Expressions = ["source", "sourceExpression"];

    readonly string _file;
    readonly string[] _lines;
    int _next;

    Tmdl(string file, string text) => (_file, _lines) = (file, text.Split('\n'));

    /// <summary>The objects of a file.</summary>
    public static IReadOnlyList<TmdlObject> Read(string file)
    {
        var reader = new Tmdl(Path.GetFileName(file), File.ReadAllText(file));
        var root = new TmdlObject("file", "", "");
        reader.Body(root, level: 0);
        return root.Children;
    }

    /// <summary>A name or a reference <c>Table.Column</c>, whose parts may be quoted.</summary>
    public static IReadOnlyList<string> Names(string reference) =>
        [.. NamePart().Matches(reference).Select(match => match.Groups["quoted"].Success ? match.Groups["quoted"].Value.Replace("''", "'", StringComparison.Ordinal) : match.Value)];

    void Body(TmdlObject owner, int level)
    {
        for (; _next < _lines.Length; _next++)
        {
            var line = _lines[_next];
            if (line.Trim().Length == 0)
                continue;
            var indent = line.Length - line.TrimStart('\t').Length;
            if (line[indent] == ' ')
                throw Wrong("found spaces, expected tabs");
            if (indent < level)
                break;
            if (indent > level)
                throw Wrong($"found {indent} tabs, expected {level}");
            Line(owner, line.TrimStart('\t'), level);
        }

        _next--;
    }

    void Line(TmdlObject owner, string line, int level)
    {
        if (line.StartsWith("///", StringComparison.Ordinal))
        {
            if (_next + 1 >= _lines.Length || !Kinds.Contains(_lines[_next + 1].Trim().Split(' ')[0]))
                throw Wrong("a description must stand above an object");
        }
        else if (Property().Match(line) is { Success: true } property)
        {
            if (!owner.Properties.TryAdd(property.Groups["name"].Value, property.Groups["value"].Value))
                throw Wrong("the property is there already");
        }
        else if (Flags.Contains(line))
        {
            owner.Properties.Add(line, "true");
        }
        else if (Declaration().Match(line) is { Success: true } declaration)
        {
            Declare(owner, declaration, level);
        }
        else
        {
            throw Wrong("found neither a property nor an object");
        }
    }

    void Declare(TmdlObject owner, Match declaration, int level)
    {
        var (kind, name) = (declaration.Groups["kind"].Value, declaration.Groups["name"].Value);
        var isExpression = Expressions.Contains(kind);
        if (!isExpression && !Kinds.Contains(kind))
            throw Wrong($"'{kind}' is no object these samples use");
        if (name.Length > 0 && kind != "ref" && (name[0] == '\'' ? !QuotedName().IsMatch(name) : name.AsSpan().IndexOfAny(".=:' ") >= 0))
            throw Wrong("a name with . = : ' or a space stands in quotes");
        var value = declaration.Groups["value"].Value.Trim();
        var isOpen = declaration.Groups["equals"].Success && value.Length == 0;

        // An expression is indented deeper than the properties of the object it belongs to.
        var expression = isOpen ? Indented(level + (isExpression ? 1 : 2)) : value;
        if (isExpression)
        {
            owner.Properties.Add(kind, expression);
            return;
        }

        var child = new TmdlObject(kind, string.Concat(Names(name)), expression);
        owner.Children.Add(child);
        _next++;
        Body(child, level + 1);
    }

    /// <summary>The lines of an expression, without their common indentation; empty lines belong to it.</summary>
    string Indented(int least)
    {
        var lines = new List<string>();
        while (_next + 1 < _lines.Length && (_lines[_next + 1].Length == 0 || _lines[_next + 1].TakeWhile(c => c == '\t').Count() >= least))
            lines.Add(_lines[++_next]);
        if (lines.All(line => line.Length == 0))
            throw Wrong($"expected an expression, indented by {least} tabs");
        var common = lines.Where(line => line.Length > 0).Min(line => line.TakeWhile(c => c == '\t').Count());
        return string.Join('\n', lines.Select(line => line.Length == 0 ? "" : line[common..])).TrimEnd('\n');
    }

    InvalidDataException Wrong(string why) => new($"{_file}:{_next + 1}: {why}: {_lines[_next]}");

    [GeneratedRegex(@"^(?<name>[a-z][A-Za-z]+): (?<value>.+)$")]
    private static partial Regex Property();

    [GeneratedRegex(@"^(?<kind>[a-z][A-Za-z]*)(?: (?<name>(?:table )?(?:'(?:[^']|'')+'|[^=\s]+)))?(?:\s*(?<equals>=)(?<value>.*))?$")]
    private static partial Regex Declaration();

    [GeneratedRegex("^'(?:[^']|'')+'$")]
    private static partial Regex QuotedName();

    [GeneratedRegex(@"'(?<quoted>(?:[^']|'')+)'|[^.']+")]
    private static partial Regex NamePart();
}
