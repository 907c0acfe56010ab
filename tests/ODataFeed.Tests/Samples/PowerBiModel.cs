namespace ODataFeed.Tests.Samples;

/// <summary>The semantic model of connector-samples/power-bi.</summary>
sealed class PowerBiModel
{
    public static readonly string Project = SampleFeed.Folder("power-bi");

    static readonly string Definition = Path.Combine(Project, "UsageReports.SemanticModel/definition");

    PowerBiModel(IReadOnlyDictionary<string, TmdlObject> tables) => Tables = tables;

    /// <summary>By name; each file of the folder holds one.</summary>
    public IReadOnlyDictionary<string, TmdlObject> Tables { get; }

    public TmdlObject Model { get; } = Tmdl.Read(Path.Combine(Definition, "model.tmdl")).Single(found => found.Kind == "model");

    public IReadOnlyList<TmdlObject> ModelFile { get; } = Tmdl.Read(Path.Combine(Definition, "model.tmdl"));

    public IReadOnlyList<TmdlObject> Relationships { get; } = Tmdl.Read(Path.Combine(Definition, "relationships.tmdl"));

    public IReadOnlyList<TmdlObject> Parameters { get; } = Tmdl.Read(Path.Combine(Definition, "expressions.tmdl"));

    public IReadOnlyList<TmdlObject> Database { get; } = Tmdl.Read(Path.Combine(Definition, "database.tmdl"));

    public static PowerBiModel Read()
    {
        var tables = new Dictionary<string, TmdlObject>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Definition, "tables"), "*.tmdl"))
        {
            var table = Tmdl.Read(file).Single();
            if (table.Kind != "table" || table.Name != Path.GetFileNameWithoutExtension(file))
                throw new InvalidDataException($"{file} holds {table.Kind} {table.Name}.");
            tables.Add(table.Name, table);
        }

        return new PowerBiModel(tables);
    }

    public TmdlObject? Column(string table, string name) => Find(table, "column", name);

    public TmdlObject? Measure(string table, string name) => Find(table, "measure", name);

    /// <summary>The M of each partition and refresh policy, by a name for people.</summary>
    public IEnumerable<(string Name, string M)> Queries => Tables.Values.SelectMany(table =>
        table.Of("partition").Select(partition => (table.Name, partition.Properties["source"]))
            .Concat(table.Of("refreshPolicy").Select(policy => ($"{table.Name} (refresh policy)", policy.Properties["sourceExpression"]))));

    TmdlObject? Find(string table, string kind, string name) => Tables.GetValueOrDefault(table)?.Of(kind).SingleOrDefault(child => child.Name == name);
}
