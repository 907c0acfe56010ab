using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ODataFeed.Tests.Access;

/// <summary>Every way in × every endpoint: what is answered stands in docs/security.md, and this walks through all of it.</summary>
public sealed class AccessTableTests(GuardedFeed feed) : IClassFixture<GuardedFeed>
{
    const string Begin = "<!-- written by AccessTableTests -->";
    const string End = "<!-- end -->";

    /// <summary>Method and path; route patterns that they stand for, where the framework routes them.</summary>
    static readonly (string Method, string Path, string? Route)[] Endpoints =
    [
        ("GET", "/odata/", null),
        ("GET", "/odata/$metadata", null),
        ("GET", "/odata/Office365ActivationsUserCounts", null),
        ("GET", "/odata/OneDriveUsageStorage", null),
        ("GET", "/odata/EmailActivityUserDetail", null),
        ("GET", "/odata/Users", null),
        ("GET", "/odata/Dates?$top=1", null),
        ("GET", "/odata/NoSuchSet", null),
        ("POST", "/odata/OneDriveUsageStorage/$query", null),
        ("POST", "/odata/$batch", null),
        ("GET", "/graph/v1.0/reports/getOffice365ActivationsUserCounts", "/graph/v1.0/reports/{**call}"),
        ("GET", "/graph/beta/reports/getEmailActivityUserDetail(period='D30')", "/graph/beta/reports/{**call}"),
        ("GET", "/graph/v1.0/copilot/reports/getNothing", "/graph/v1.0/copilot/reports/{**call}"),
        ("GET", "/graph/beta/copilot/reports/getNothing", "/graph/beta/copilot/reports/{**call}"),
        ("GET", "/graph/download/forged", "/graph/download/{token}"),
        ("GET", "/health/live", "/health/live"),
        ("GET", "/health/ready", "/health/ready"),
        ("GET", "/", "/"),
        ("GET", "/explore?set=Users", "/explore"),
        ("GET", "/status", "/status"),
        ("GET", "/connect", "/connect"),
        ("GET", "/connect/Users.pbids", "/connect/{file}"),
        ("GET", "/assets/any/none.css", "/assets/{tag}/{name}"),
        ("GET", "/refresh", "/refresh"),
        ("POST", "/refresh?reports=NoSuchReport", "/refresh"),
        ("GET", "/refresh/events", "/refresh/events"),
        ("GET", "/signin", "/signin"),
        ("GET", "/signin/callback", "/signin/callback"),
        ("POST", "/signout", "/signout"),
        ("GET", "/no/such/page", null),
    ];

    [Fact]
    public async Task TheTableOfThePageIsWhatTheServiceAnswers()
    {
        var table = new StringBuilder();
        var ways = Ways();
        table.Append("| |").AppendJoin("|", ways.Select(way => $" {way.Name} ")).Append("|\n|---|").AppendJoin("|", ways.Select(_ => "---")).Append("|\n");
        foreach (var (method, path, _) in Endpoints)
        {
            table.Append($"| `{method} {path}` |");
            foreach (var (_, headers, key) in ways)
            {
                using var answer = await feed.SendAsync(method, key is null ? path : $"{path}{(path.Contains('?') ? '&' : '?')}api-key={key}", headers);
                table.Append($" {(int)answer.StatusCode} |");
            }

            table.Append('\n');
        }

        var page = Path.Combine(Repository.Root, "docs/security.md");
        var text = await File.ReadAllTextAsync(page);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") is not null)
            await File.WriteAllTextAsync(page, text[..begin] + "\n" + table + text[end..]);
        else
            Assert.Equal(table.ToString(), text[begin..end].TrimStart('\n'));
    }

    /// <summary>A new endpoint must enter the table.</summary>
    [Fact]
    public void TheTableHasEveryRoute() =>
        Assert.Equal(
            feed.Host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(route => route.RoutePattern.RawText).Distinct().Order(),
            Endpoints.Select(endpoint => endpoint.Route).OfType<string>().Distinct().Order());

    (string Name, string[] Headers, string? Key)[] Ways()
    {
        var issuer = feed.Issuer;
        return
        [
            ("nothing", [], null),
            ("empty Bearer", ["Authorization: Bearer"], null),
            ("no token", ["Authorization: Bearer nonsense"], null),
            ("forged", [Bearer(ForeignKey())], null),
            ("expired", [Bearer(issuer.Token(token => (token.NotBefore, token.Expires) = (DateTime.UtcNow.AddHours(-2), DateTime.UtcNow.AddHours(-1))))], null),
            ("other tenant", [Bearer(issuer.Token(token => token.Issuer = $"https://sts.windows.net/{LocalIssuer.OtherTenant}/", ("tid", LocalIssuer.OtherTenant)))], null),
            ("other audience", [Bearer(issuer.Token(token => token.Audience = "https://graph.microsoft.com"))], null),
            ("no scope", [Bearer(issuer.Token(null, ("scp", "openid")))], null),
            ("no role", [Bearer(issuer.Token(null, ("roles", null)))], null),
            ("no personal role", [Bearer(issuer.Token(null, ("roles", new[] { "Feed.Read" })))], null),
            ("good token", [Bearer(issuer.Token())], null),
            ("wrong key", ["X-Api-Key: odf_wrong"], null),
            ("key, limited to sets", ["X-Api-Key: " + GuardedFeed.Teams], null),
            ("key, no personal data", ["X-Api-Key: " + GuardedFeed.NoPeople], null),
            ("key as Basic", ["Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + GuardedFeed.Key))], null),
            ("key as Bearer", [Bearer(GuardedFeed.Key)], null),
            ("key as X-Api-Key", ["X-Api-Key: " + GuardedFeed.Key], null),
            ("key as api-key", [], GuardedFeed.Key),
        ];
    }

    /// <summary>A token that is right in every claim, signed by a stranger with the name of our key.</summary>
    string ForeignKey()
    {
        var good = feed.Issuer.Token().Split('.');
        return $"{good[0]}.{good[1]}.{good[2][..^8]}AAAAAAAA";
    }

    static string Bearer(string token) => "Authorization: Bearer " + token;
}
