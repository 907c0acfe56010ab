#!/usr/bin/env dotnet
// Reads usage reports from ODataFeed page by page, with nothing but the .NET 10 SDK:
//
//   dotnet run usage.cs [service root] [rows per page]
//
// A key of the feed is taken from the environment variable ODATAFEED_KEY.
#:property PublishAot=false

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

var root = args.ElementAtOrDefault(0) ?? "http://127.0.0.1:5080/odata/";
var pages = 0;
using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.All });
client.DefaultRequestHeaders.Accept.ParseAdd("application/json;odata.metadata=none");
client.DefaultRequestHeaders.Add("Prefer", $"odata.maxpagesize={args.ElementAtOrDefault(1) ?? "10000"}");
if (Environment.GetEnvironmentVariable("ODATAFEED_KEY") is { Length: > 0 } key)
    client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + key)));

Console.WriteLine("Licences activated");
await foreach (var row in RowsAsync("Office365ActivationsUserCounts", ("orderby", "Assigned desc")))
{
    var (activated, assigned) = (row.GetProperty("Activated").GetInt64(), row.GetProperty("Assigned").GetInt64());
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{100.0 * activated / assigned,6:0.0} %  {row.GetProperty("ProductType")} ({activated} of {assigned})"));
}

var (licensed, idle) = (0, 0);
await foreach (var row in RowsAsync(
    "Office365ActiveUserDetail", ("select", "UserPrincipalName,HasTeamsLicense,TeamsLastActivityDate"), ("filter", "IsDeleted eq false")))
{
    if (!row.GetProperty("HasTeamsLicense").GetBoolean())
        continue;
    licensed++;

    // Null is "never", not a day long ago.
    if (row.GetProperty("TeamsLastActivityDate").ValueKind == JsonValueKind.Null)
        idle++;
}

Console.WriteLine($"Teams licences never used\n{idle} of {licensed}");

Console.WriteLine("Most users of Teams in a day, by month");
var days = new List<(DateOnly Day, long Users)>();
await foreach (var row in RowsAsync("Office365ActiveUserCounts", ("select", "ReportDate,Teams"), ("orderby", "ReportDate")))
    days.Add((DateOnly.ParseExact(row.GetProperty("ReportDate").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture), row.GetProperty("Teams").GetInt64()));
foreach (var month in days.GroupBy(day => (day.Day.Year, day.Day.Month)))
{
    var (day, users) = month.MaxBy(item => item.Users);
    Console.WriteLine($"{day:yyyy-MM-dd} {users,6}");
}

Console.WriteLine($"{pages} pages read");

// The feed says where the next page is; that URL is followed as it is.
async IAsyncEnumerable<JsonElement> RowsAsync(string set, params (string Name, string Value)[] options)
{
    var query = string.Join('&', options.Select(option => $"${option.Name}={Uri.EscapeDataString(option.Value)}"));
    for (var url = $"{root}{set}?{query}"; url is not null; pages++)
    {
        using var page = await JsonDocument.ParseAsync(await client.GetStreamAsync(url));
        foreach (var row in page.RootElement.GetProperty("value").EnumerateArray())
            yield return row;
        url = page.RootElement.TryGetProperty("@odata.nextLink", out var next) ? next.GetString() : null;
    }
}
