using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ODataFeed.Snapshot;

namespace ODataFeed.Store.Transfer;

/// <summary>Writes the whole store into a folder: a file per stored set, all as of one moment, and the manifest.</summary>
/// <param name="store">Opened first, so that the store is known to be the tenant's and to fit the catalog.</param>
/// <param name="database">Behind the store.</param>
/// <param name="tables">The sets of the store.</param>
/// <param name="output">Where progress is told.</param>
sealed class StoreExport(ReportStore store, RelationalDatabase database, StoreTables tables, TextWriter output)
{
    /// <exception cref="StoreException">The folder has files, the store is empty, or it has sets the definitions do not know.</exception>
    public async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new StoreException($"{folder} is not an empty folder. Name one that is empty, or is yet to be made.");
        await store.OpenAsync(cancellationToken);
        await using var context = database.NewContext(StoreTables.None);
        await using var transaction = await database.BeginReadAsync(context, cancellationToken);
        var published = await context.Sets.AsNoTracking().ToDictionaryAsync(set => set.Name, set => set.PublishNumber, cancellationToken);
        var schemas = Stored(published.Keys);
        var facts = await context.Facts.AsNoTracking().ToDictionaryAsync(fact => fact.Name, fact => fact.Value, cancellationToken);
        Directory.CreateDirectory(folder);
        var progress = new TransferProgress(output, schemas.Count);
        var files = new List<ExportedFile>(schemas.Count);
        foreach (var schema in schemas)
            files.Add(await WriteAsync(context, schema, folder, progress, cancellationToken));
        var manifest = new ExportManifest(
            ExportManifest.CurrentFormat, facts[StoreFact.Tenant], Number(facts, StoreFact.CatalogVersion), Number(facts, StoreFact.PublishNumber),
            Number(facts, StoreFact.ErasureNumber), new SortedDictionary<string, long>(published, StringComparer.Ordinal), files);
        await manifest.WriteAsync(folder, cancellationToken);
        progress.End($"exported to {folder}");
    }

    IReadOnlyList<TableSchema> Stored(IReadOnlyCollection<string> published)
    {
        if (published.Count == 0)
            throw new StoreException("The store holds nothing yet, so there is nothing to export. See whether Store:ConnectionString names the right one.");
        var unknown = published.Except(tables.Schemas.Select(schema => schema.Name)).Order(StringComparer.Ordinal).ToList();
        return unknown.Count == 0
            ? tables.Of(published)
            : throw new StoreException($"The store holds sets that no definition knows, so their rows would be missing: {string.Join(", ", unknown)}. Set Catalog:Folder to the definitions they were fetched with.");
    }

    async Task<ExportedFile> WriteAsync(
        StoreContext context, TableSchema schema, string folder, TransferProgress progress, CancellationToken cancellationToken)
    {
        await using var writer = new ExportWriter(Path.Combine(folder, ExportedFile.NameOf(schema.Name)), schema, progress);
        await database.ExportAsync(context, schema, writer, cancellationToken);
        var file = await writer.EndAsync();
        progress.End(schema.Name, file.Rows);
        return file;
    }

    static long Number(Dictionary<string, string> facts, string name) =>
        facts.TryGetValue(name, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
}
