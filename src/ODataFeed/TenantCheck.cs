using System.Buffers.Text;
using System.Text.Json;
using ODataFeed.Graph;
using ODataFeed.Ingest;
using ODataFeed.Privacy;
using ODataFeed.Refresh;
using ODataFeed.Snapshot;

namespace ODataFeed;

/// <summary>Looks at a tenant as the service would, but asks each thing once: an administrator waits for the screen.</summary>
sealed class TenantCheck(Settings settings, GraphOptions graph, GraphTokens tokens, CheckScreen screen) : IDisposable
{
    const string ReportsPermission = "Reports.Read.All";
    const string SettingsPermission = "ReportSettings.Read.All";

    readonly GraphWire _wire = new(graph, tokens, GraphSetup.Wire(), TimeProvider.System);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!await CheckTokenAsync(cancellationToken))
            return;
        await CheckReportAsync(cancellationToken);
        await CheckNamesAsync(cancellationToken);
    }

    public void Dispose() => _wire.Dispose();

    async Task<bool> CheckTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var token = await tokens.GetAsync(cancellationToken);
            screen.Well("Token", $"for {graph.Endpoint.Host}");
            ShowRoles(token);
            return true;
        }
        catch (GraphException refused)
        {
            screen.Bad("Token", refused.Message, GraphAdvice.For(refused)!);
            return false;
        }
    }

    void ShowRoles(string token)
    {
        if (RolesOf(token) is not { } roles)
            screen.Well("Roles in the token", "not readable, the token is no JWT; Graph decides below");
        else if (roles.Contains(ReportsPermission))
            screen.Well("Roles in the token", string.Join(", ", roles));
        else
            screen.Bad("Roles in the token", roles.Count == 0 ? "none" : string.Join(", ", roles), $"Grant the app registration {ReportsPermission} (application permission) and consent as an administrator.");
    }

    /// <summary>Application permissions (<c>roles</c>) and delegated ones (<c>scp</c>); null where the token cannot be read.</summary>
    static IReadOnlyList<string>? RolesOf(string token)
    {
        if (token.Split('.') is not [_, var payload, _] || !Base64Url.IsValid(payload))
            return null;
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            var roles = claims.RootElement.TryGetProperty("roles", out var list) ? list.EnumerateArray().Select(role => role.GetString()!) : [];
            var scopes = claims.RootElement.TryGetProperty("scp", out var text) ? text.GetString()!.Split(' ') : [];
            return [.. roles.Concat(scopes)];
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>One report end to end: permission, download host, and a body that is the report's.</summary>
    async Task CheckReportAsync(CancellationToken cancellationToken)
    {
        var report = settings.Refresh.Reports.FirstOrDefault(report => report is { V1: true, Detail: false, Retired: null, Path: "/reports" }) ?? settings.Refresh.Reports[0];
        var request = new ReportRequest(report, report.Periods.Count == 0 ? null : report.Periods[0]);
        var way = new ReportWays(graph.Cloud).Of(report);
        try
        {
            await using var download = await _wire.GetAsync(request.ToString(), way.Address(graph.Endpoint, request), null, new GraphTraffic(), cancellationToken);
            screen.Well(ReportsPermission, "Graph gives reports");
            screen.Well("Download host", $"{download.Host} is allowed and answers");
            await ReadAsync(request, download, cancellationToken);
        }
        catch (GraphException refused) when (refused.IsDownload)
        {
            screen.Well(ReportsPermission, "Graph gives reports");
            screen.Bad("Download host", refused.Message, GraphAdvice.For(refused) ?? "Try again in a minute.");
            NotTried("One report", "Download host");
        }
        catch (GraphException refused)
        {
            screen.Bad(ReportsPermission, refused.Message, GraphAdvice.For(refused) ?? "Try again in some minutes.");
            NotTried("Download host", ReportsPermission);
            NotTried("One report", ReportsPermission);
        }
    }

    async Task ReadAsync(ReportRequest request, GraphDownload download, CancellationToken cancellationToken)
    {
        try
        {
            var report = request.Report;
            var target = new IngestTargets(new PrivacyOptions()).For(
                report.HistorySet is null ? TableSchema.Of(report) : TableSchema.OfHistory(report), report, DateOnly.FromDateTime(DateTime.UtcNow), ReportPeriods.Days(request.Period ?? "D0"));
            var file = download.Format == DownloadFormat.Json
                ? await ReadPageAsync(new JsonPages(target), download, cancellationToken)
                : await CsvBody.ReadAsync(download.Body, target, cancellationToken);
            screen.Well("One report", FormattableString.Invariant($"{request}: {file.RowsRead} rows, the newest of {ContentDates.Newest(DownloadedRows.Of(file.Rows).Table):yyyy-MM-dd}"));
        }
        catch (Exception broken) when (broken is IngestException or IOException)
        {
            screen.Bad("One report", broken.Message, "Something between this machine and Microsoft changes the answers: look at proxies.");
        }
    }

    static async Task<IngestedFile> ReadPageAsync(JsonPages pages, GraphDownload download, CancellationToken cancellationToken)
    {
        await pages.ReadPageAsync(download.Body, cancellationToken);
        return pages.Finish();
    }

    async Task CheckNamesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var concealed = await _wire.NamesConcealedAsync(new GraphTraffic(), cancellationToken);
            screen.Well(SettingsPermission, "Graph tells whether names are concealed");
            if (!concealed)
                screen.Well("Concealed names", "no: users, sites and groups have their names");
            else if (settings.Privacy.PersonalData != PersonalData.Show)
                screen.Well("Concealed names", "yes, and Privacy:PersonalData wants no names");
            else
                screen.Bad("Concealed names", "yes: users are hashes, ids are zero", "To see names: Microsoft 365 admin center, Settings, Org settings, Reports, and take 'Display concealed user, group, and site names' back. See docs/concealed-names.md.");
        }
        catch (GraphException silent) when (silent.Status is null)
        {
            NotTried(SettingsPermission, ReportsPermission);
        }
        catch (GraphException refused)
        {
            screen.Well(SettingsPermission, $"not granted, and not needed: concealed names are told by their shape ({refused.Code})");
        }
    }

    void NotTried(string name, string reason) => screen.Bad(name, "not tried", $"See {reason}.");
}
