using System.Net;
using System.Text.Json;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Validation;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>With <c>Feed:UnknownColumns=Expose</c> the types of reports are open (OData part 1 §3).</summary>
public sealed class OpenTypeTests(OpenFeeds feeds) : IClassFixture<OpenFeeds>
{
    public static TheoryData<string, string> Cases => CaseFile.Pairs("Feed/open.cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AQueryHasItsExactAnswer(string url, string expected) =>
        Assert.Equal(expected, await QueryCaseTests.AnswerAsync(feeds.Client, feeds.MemoryRoot, url));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task TheDatabaseScanAnswersAsTheMemoryScan(string url, string expected) =>
        Assert.Equal(expected, await QueryCaseTests.AnswerAsync(feeds.Client, feeds.DatabaseRoot, url));

    [Fact]
    public async Task OnlyTheTypesOfReportSetsAreOpen()
    {
        var model = await ModelAsync();

        Assert.True(model.Validate(out var errors), string.Join('\n', errors));
        var open = model.SchemaElements.OfType<IEdmEntityType>().ToLookup(type => type.IsOpen, type => type.Name);
        Assert.Superset(new HashSet<string> { "OneDriveUsageStorage", "EmailActivityUserDetail", "EmailActivityUserDetailHistory" }, open[true].ToHashSet());
        Assert.Superset(new HashSet<string> { "Dates", "Products", "Users", "Reports", "Refreshes", "ActivationsByPlatform" }, open[false].ToHashSet());
        Assert.DoesNotContain("dynamic-properties", await feeds.Client.GetStringAsync($"{feeds.MemoryRoot}/$metadata"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "4.0", "odata.metadata=minimal")]
    [InlineData("", "4.0", "odata.metadata=full")]
    [InlineData("", "4.01", "metadata=minimal")]
    [InlineData("", "4.01", "metadata=full")]
    [InlineData("?$select=*", "4.0", "odata.metadata=minimal")]
    [InlineData("?$select=*,Seats", "4.0", "odata.metadata=full")]
    [InlineData("?$select=Seats,Tier", "4.0", "odata.metadata=minimal")]
    public async Task ODataLibReadsDynamicProperties(string query, string version, string parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{feeds.MemoryRoot}/Office365ActivationsUserCounts{query}");
        request.Headers.TryAddWithoutValidation("Accept", $"application/json;{parameters}");
        request.Headers.TryAddWithoutValidation("OData-MaxVersion", version);
        using var response = await feeds.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var (rows, _, _) = await ODataLib.ReadSetAsync(response, await ModelAsync(), "Office365ActivationsUserCounts");

        Assert.Equal(["100", null, null, "7"], rows.Select(row => Text(row.GetValueOrDefault("Seats"))));
        Assert.Equal(["gold", "a \"b\" \\ c", null, null], rows.Select(row => Text(row.GetValueOrDefault("Tier"))));
    }

    /// <summary>To this reader a text without type is its JSON; that it is a string needs no type (OData JSON Format §4.5.3).</summary>
    static string? Text(object? value) => value is ODataUntypedValue untyped ? JsonSerializer.Deserialize<string>(untyped.RawValue) : (string?)value;

    [Theory]
    [InlineData("Office365ActivationsUserCounts")]
    [InlineData("Office365ActivationsUserCounts?$orderby=Seats%20desc&$select=ProductType,Seats")]
    [InlineData("Office365ActivationsUserCounts?$filter=Tier%20ne%20'gold'&$select=Tier")]
    [InlineData("Office365ActivationsUserCounts?$apply=groupby((Tier),aggregate($count%20as%20N))")]
    public async Task PagesAreTheWholeInParts(string path)
    {
        foreach (var root in new[] { feeds.MemoryRoot, feeds.DatabaseRoot })
        {
            using var whole = JsonDocument.Parse(await feeds.Client.GetStringAsync($"{root}/{path}"));
            var rows = new List<string>();
            for (var next = $"{root}/{path}"; next is not null;)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, next);
                request.Headers.Add("Prefer", "odata.maxpagesize=1");
                using var response = await feeds.Client.SendAsync(request);
                using var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                rows.AddRange(page.RootElement.GetProperty("value").EnumerateArray().Select(row => row.GetRawText()));
                next = page.RootElement.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
            }

            Assert.InRange(rows.Count, 2, 4);
            Assert.Equal(whole.RootElement.GetProperty("value").EnumerateArray().Select(row => row.GetRawText()), rows);
        }
    }

    async Task<IEdmModel> ModelAsync() => ODataLib.Model(await feeds.Client.GetStringAsync($"{feeds.MemoryRoot}/$metadata"));
}
