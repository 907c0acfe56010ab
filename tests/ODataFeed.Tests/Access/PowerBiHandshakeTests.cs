using System.Net;
using System.Text;
using Xunit;
using Xunit.Abstractions;

namespace ODataFeed.Tests.Access;

/// <summary>
/// The requests of Excel and Power BI from the address typed in to the first rows, in their order, with the headers they send
/// (MicrosoftDocs/powerquery-docs: connector-authentication, read-query-diagnostics). Prints what was answered.
/// </summary>
public sealed class PowerBiHandshakeTests(GuardedFeed feed, ITestOutputHelper output) : IClassFixture<GuardedFeed>
{
    static readonly string[] Mashup =
    [
        "User-Agent: Microsoft.Data.Mashup (https://go.microsoft.com/fwlink/?LinkID=304225)",
        "MaxDataServiceVersion: 3.0",
        "OData-MaxVersion: 4.0",
        "Accept: application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7",
    ];

    [Fact]
    public async Task FromTheAddressToTheFirstRows()
    {
        using var anonymous = await AskAsync("/odata/");
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);

        using var probe = await AskAsync("/odata/", "Authorization: Bearer");
        Assert.Equal(HttpStatusCode.Unauthorized, probe.StatusCode);
        Assert.Equal(
            $"Bearer authorization_uri={feed.Issuer.Authority}{LocalIssuer.Tenant}/oauth2/authorize, resource_id={LocalIssuer.Audience}, realm=\"{LocalIssuer.Tenant}\"",
            probe.Headers.NonValidated["WWW-Authenticate"].First());
        Assert.DoesNotContain("@odata.context", await probe.Content.ReadAsStringAsync());

        var token = "Authorization: Bearer " + feed.Issuer.Token();
        using var root = await AskAsync("/odata/", token);
        Assert.Contains("\"name\":\"OneDriveUsageStorage\"", await root.Content.ReadAsStringAsync());
        using var metadata = await AskAsync("/odata/$metadata", token);
        Assert.Equal("application/xml", metadata.Content.Headers.ContentType?.MediaType);
        using var preview = await AskAsync("/odata/OneDriveUsageStorage?$top=1000", token);
        Assert.Equal("4.0", preview.Headers.GetValues("OData-Version").Single());
        using var rows = await AskAsync("/odata/OneDriveUsageStorage?$select=SiteType,StorageUsedByte&$filter=SiteType%20eq%20%27All%27", token, "Prefer: odata.maxpagesize=1");
        var text = await rows.Content.ReadAsStringAsync();
        Assert.Contains("\"@odata.nextLink\":\"https://feed.contoso.com/odata/OneDriveUsageStorage?", text);
        Assert.DoesNotContain("api-key", text);
    }

    async Task<HttpResponseMessage> AskAsync(string path, params string[] headers)
    {
        var answer = await feed.GetAsync(path, [.. Mashup, .. headers]);
        var lines = new StringBuilder($"GET {path}\n");
        foreach (var header in headers)
            lines.Append("  ").Append(header.Length > 60 ? header[..60] + "…" : header).Append('\n');
        lines.Append((int)answer.StatusCode).Append('\n');
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
            lines.AppendJoin("", values.Select(value => $"  {name}: {value}\n"));
        output.WriteLine(lines.ToString());
        return answer;
    }
}
