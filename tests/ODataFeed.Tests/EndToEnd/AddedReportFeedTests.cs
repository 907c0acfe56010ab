using System.Text.Json;
using ODataFeed.Tests.Catalog;
using Xunit;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>A definition in a folder is all it takes to serve one more report.</summary>
public sealed class AddedReportFeedTests
{
    [Fact]
    public async Task AReportOfTheFolderIsServed()
    {
        using var folder = new DefinitionFolder().Write("surveys.json", AddedReportTests.Surveys);
        var file = new ServedFile
        {
            Lines =
            [
                "Report Refresh Date,User Principal Name,Opened,Report Period",
                "2026-08-10,zoë@contoso.com,Yes,30",
                "2026-08-10,adele@contoso.com,No,30",
                "2026-08-10,bob@contoso.com,,30",
            ],
        };

        await using var feed = await RunningFeed.StartAsync(file.AnswerAsync, "--Catalog:Folder=" + folder.Path, "--Refresh:Reports=Survey*");

        using var service = JsonDocument.Parse((await feed.GetAsync(feed.Root + "/", 10)).Body);
        Assert.Contains("SurveyUserDetail", service.RootElement.GetProperty("value").EnumerateArray().Select(set => set.GetProperty("name").GetString()));
        var (_, metadata) = await feed.GetAsync(feed.Root + "/$metadata", 10);
        Assert.Contains("""<EntitySet Name="SurveyUserDetail" """, metadata, StringComparison.Ordinal);
        Assert.Contains("""<EntitySet Name="SurveyUserDetailHistory" """, metadata, StringComparison.Ordinal);
        Assert.Equal(
            ["UserPrincipalName=\"bob@contoso.com\" | Opened=null", "UserPrincipalName=\"zoë@contoso.com\" | Opened=true"],
            await feed.RowsAsync("SurveyUserDetail?$filter=Opened ne false&$select=UserPrincipalName,Opened", 1));
    }
}
