using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using UsageReports;

namespace ODataFeed.Store.Transfer;

/// <summary>
/// Fills an empty store from an export. Everything is checked before anything is written, and written in one transaction: wherever it
/// ends, the store holds all or nothing.
/// </summary>
/// <param name="store">The empty store.</param>
/// <param name="database">Behind the store.</param>
/// <param name="tables">The sets of the store.</param>
/// <param name="tenant">Whose store it is.</param>
/// <param name="output">Where progress is told.</param>
sealed class StoreImport(ReportStore store, RelationalDatabase database, StoreTables tables, string tenant, TextWriter output)
{
    /// <exception cref="StoreException">The export is broken or not this tenant's, or the store is not empty.</exception>
    public async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        var manifest = await ExportManifest.ReadAsync(folder, cancellationToken);
        Check(manifest);
        foreach (var file in manifest.Files)
            await CheckAsync(folder, file, cancellationToken);
        await store.OpenAsync(cancellationToken);
        await using var context = database.NewContext(StoreTables.None);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await TakeOverAsync(context, manifest, cancellationToken);
        var progress = new TransferProgress(output, manifest.Files.Count);
        foreach (var file in manifest.Files)
            await ReadAsync(context, file, folder, progress, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        progress.End("imported");
    }

    void Check(ExportManifest manifest)
    {
        if (manifest.Tenant != tenant)
            throw new StoreException($"The export holds the reports of tenant '{manifest.Tenant}', but the settings are of '{tenant}'. Import it with the settings of '{manifest.Tenant}'.");
        if (manifest.CatalogVersion > ReportCatalog.Version)
            throw new StoreException($"The export was made with version {manifest.CatalogVersion} of the catalog of reports, but this program has version {ReportCatalog.Version}, which may not know all columns. Import with the newer program.");
        var files = manifest.Files.Select(file => file.Set).ToList();
        var unknown = files.Concat(manifest.Published.Keys).Except(tables.Schemas.Select(schema => schema.Name)).ToList();
        if (unknown.Count > 0)
            throw new StoreException($"The export has sets that no definition knows: {string.Join(", ", unknown)}. Set Catalog:Folder to the definitions it was made with.");
        if (!files.Order(StringComparer.Ordinal).SequenceEqual(tables.Of(manifest.Published.Keys).Select(schema => schema.Name).Order(StringComparer.Ordinal)))
            throw new StoreException("The manifest's files are not those of its published sets: it was changed after the export. Export again.");
    }

    static async Task CheckAsync(string folder, ExportedFile expected, CancellationToken cancellationToken)
    {
        var name = ExportedFile.NameOf(expected.Set);
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            throw new StoreException($"{name} of the export is missing. Put it back into {folder}, or export again.");
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        if (found != expected.Sha256)
            throw new StoreException($"{name} was changed after the export: its SHA-256 is {found}, the manifest says {expected.Sha256}. A spreadsheet that saves a file does that, too. Export again, or bring back the file.");
    }

    /// <summary>Takes over the numbers. Of an import and a publish at the same time, one sees that the number has moved on.</summary>
    static async Task TakeOverAsync(StoreContext context, ExportManifest manifest, CancellationToken cancellationToken)
    {
        var number = await context.Facts.SingleAsync(fact => fact.Name == StoreFact.PublishNumber, cancellationToken);
        if (number.Value != "0" || await context.Sets.AnyAsync(cancellationToken))
            throw new StoreException($"The store is not empty: {number.Value} publishes were made to it. Import goes into an empty store: use another Store:ConnectionString.");
        context.Entry(number).Property(fact => fact.Value).CurrentValue = Text(manifest.PublishNumber);
        if (manifest.ErasureNumber > 0)
            context.Facts.Add(new StoreFact { Name = StoreFact.ErasureNumber, Value = Text(manifest.ErasureNumber) });
        context.Sets.AddRange(manifest.Published.Select(set => new StoredSet { Name = set.Key, PublishNumber = set.Value }));
        await context.SaveChangesAsync(cancellationToken);
    }

    async Task ReadAsync(StoreContext context, ExportedFile file, string folder, TransferProgress progress, CancellationToken cancellationToken)
    {
        var schema = tables.Schemas.Single(schema => schema.Name == file.Set);
        await using var reader = await ImportReader.OpenAsync(Path.Combine(folder, ExportedFile.NameOf(file.Set)), schema, progress, cancellationToken);
        await database.ImportAsync(context, schema, reader, cancellationToken);
        if (reader.Rows != file.Rows)
            throw new StoreException($"{ExportedFile.NameOf(file.Set)} has {reader.Rows} rows, the manifest says {file.Rows}: it was changed after the export. Export again.");
        progress.End(file.Set, file.Rows);
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
