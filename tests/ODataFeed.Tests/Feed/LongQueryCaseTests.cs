using System.Text;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>Queries too long for a table: lists and chains as programs make them.</summary>
public sealed class LongQueryCaseTests(FeedFixture feed) : IClassFixture<FeedFixture>
{
    const string Rows = "Office365ActivationsUserCounts?$select=Assigned&$filter=";

    public static TheoryData<string, string> Queries => new()
    {
        { Rows + $"Assigned in ({string.Join(',', Enumerable.Range(11, 5_000))})", """{"value":[{"Assigned":100},{"Assigned":20}]}""" },
        { Rows + $"ProductType in ({string.Join(',', Enumerable.Range(1, 2_000).Select(number => $"'VISIO PLAN {number}'"))})", """{"value":[{"Assigned":10}]}""" },
        { Rows + $"ReportRefreshDate in ({string.Join(',', Enumerable.Range(1, 30).Select(day => $"2026-10-{day:00}"))}) and Assigned eq 7", """{"value":[{"Assigned":7}]}""" },
        { Rows + string.Join(" or ", Enumerable.Range(11, 800).Select(number => $"Assigned eq {number}")), """{"value":[{"Assigned":100},{"Assigned":20}]}""" },
        { Rows + string.Join(" and ", Enumerable.Range(11, 800).Select(number => $"Assigned ne {number}")), """{"value":[{"Assigned":7},{"Assigned":10}]}""" },
        { Rows + string.Join(" or ", Enumerable.Range(1, 400).Select(number => $"(Assigned add {number} eq 107 and Activated gt 50)")), """{"value":[{"Assigned":100}]}""" },
        { Rows + "not (" + string.Join(" or ", Enumerable.Range(1, 800).Select(number => $"endswith(ProductType,' {number}')")) + ")", """{"value":[{"Assigned":100},{"Assigned":7}]}""" },
        { Rows + "Assigned eq 7" + string.Concat(Enumerable.Repeat(" add 1 sub 1", 45)), """{"value":[{"Assigned":7}]}""" },
        { "Office365ActivationsUserCounts?$apply=" + string.Join('/', Enumerable.Repeat("filter(Assigned gt 10)", 500)) + "/aggregate($count as N)", """{"value":[{"N":2}]}""" },
        { "Office365ActivationsUserCounts?$top=1&$select=C200&$compute=" + string.Join(',', Enumerable.Range(1, 200).Select(number => $"Assigned add {number} as C{number}")), """{"value":[{"C200":300}]}""" },
        { "Office365ActivationsUserCounts?$select=Assigned&$top=1&$orderby=" + string.Join(',', Enumerable.Range(1, 200).Select(number => $"Assigned mod {number} eq 0 desc")), """{"value":[{"Assigned":100}]}""" },
        { "Office365ActivationsUserCounts?$select=Assigned&$search=" + string.Join(" OR ", Enumerable.Range(1, 800).Select(number => $"v{number}").Append("visio")), """{"value":[{"Assigned":10}]}""" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task ALongQueryHasItsExactAnswer(string url, string expected)
    {
        var path = url[..url.IndexOf('?')];
        using var response = await feed.PostAsync(path + "/$query", Encoding.UTF8.GetBytes(url[(path.Length + 1)..]), "Content-Type: text/plain", "Accept: application/json;odata.metadata=none");
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Short texts that stand for long plans, or for more work than one request may cause.</summary>
    public static TheoryData<string, string> Explosions => new()
    {
        { "$apply=compute(" + string.Join(',', Enumerable.Range(1, 1_000).Select(number => $"1 as c{number}")) + ")/concat(" + string.Join(',', Enumerable.Repeat("identity", 1_000)) + ")", "TooComplex" },
        { "$apply=groupby((" + string.Join(',', Enumerable.Repeat("rollup($all,Assigned,Activated)", 30)) + "))", "TooComplex" },
        { "$compute=" + string.Join(',', Enumerable.Range(1, 60).Select(number => $"concat({(number == 1 ? "ProductType,ProductType" : $"T{number - 1},T{number - 1}")}) as T{number}")) + "&$select=T60", "TooComplex" },
        { "$apply=" + string.Join('/', Enumerable.Range(1, 20).Select(number => $"compute(concat({(number == 1 ? "ProductType,ProductType" : $"T{number - 1},T{number - 1}")}) as T{number})")), "TextTooLong" },
        { "$filter=" + string.Concat(Enumerable.Repeat("not ", 200)) + "true", "TooComplex" },
        { "$filter=Assigned in (" + string.Join(',', Enumerable.Range(1, 30_000)) + ")", "TooComplex" },
    };

    [Theory]
    [MemberData(nameof(Explosions))]
    public async Task AnExplosiveQueryIsRefusedAtOnce(string query, string code)
    {
        using var response = await feed.PostAsync("Office365ActivationsUserCounts/$query", Encoding.UTF8.GetBytes(query), "Content-Type: text/plain").WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains($"\"code\":\"{code}\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
