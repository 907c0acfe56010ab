using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ODataFeed.Tests.Web.Browser;

/// <summary>What people do on the pages, with script and without.</summary>
public sealed class PagePathTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    /// <summary>Notes each share of the progress bar.</summary>
    const string Watch = """
        () => {
            globalThis.seen = [];
            new MutationObserver(() => {
                const bar = document.querySelector("#progress progress");
                if (bar) seen.push(bar.position);
            }).observe(document.body, { subtree: true, childList: true, attributes: true });
        }
        """;

    [FactNeeding(Programs.Chromium)]
    public async Task FromTheHomePageAChartLeadsToItsRows()
    {
        await using var open = await OpenAsync("/");
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Explore: Exchange" }).ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Heading, new() { Name = "Email activity by day" })).ToBeVisibleAsync();
        await Expect(open.Page.Locator("#address")).ToHaveValueAsync(new Regex("/odata/EmailActivityCounts\\?\\$filter=Date/IsWeekend%20eq%20false"));
        await Expect(open.Page.Locator(".rows tbody tr")).ToHaveCountAsync(50);
        Assert.Empty(open.Faults);
    }

    [FactNeeding(Programs.Chromium)]
    public async Task TheFeedsAddressIsCopied()
    {
        await using var open = await OpenAsync("/", new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Copy feed address" }).ClickAsync();
        Assert.Equal(await browser.SiteAsync() + "/odata/", await open.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [FactNeeding(Programs.Chromium)]
    public async Task WithoutScriptTheFormIsSentAndAnswered()
    {
        await using var open = await OpenAsync("/explore?set=OneDriveUsageStorage", new() { JavaScriptEnabled = false });
        await open.Page.GetByLabel("Property of condition 1").SelectOptionAsync("SiteType");
        await open.Page.GetByLabel("Value of condition 1").FillAsync("OneDrive");
        await open.Page.GetByLabel("Group 1").SelectOptionAsync("Date/Month");
        await open.Page.GetByLabel("Method 1").SelectOptionAsync("max");
        await open.Page.GetByLabel("Property 1").SelectOptionAsync("StorageUsedByte");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        Assert.EndsWith("/explore?set=OneDriveUsageStorage&$apply=filter(SiteType eq 'OneDrive')/groupby((Date/Month),aggregate(StorageUsedByte with max as MaxStorageUsedByte))", Uri.UnescapeDataString(open.Page.Url), StringComparison.Ordinal);
        Assert.InRange(await open.Page.Locator(".rows tbody tr").CountAsync(), 6, 7);
        Assert.Equal("SiteType", await open.Page.GetByLabel("Property of condition 1").InputValueAsync());
    }

    [FactNeeding(Programs.Chromium)]
    public async Task ColumnsAreChosen()
    {
        await using var open = await OpenAsync("/explore?set=EmailActivityCounts");
        await open.Page.GetByText("Columns (all)").ClickAsync();
        await open.Page.GetByLabel("ReportPeriod", new() { Exact = true }).UncheckAsync();
        await open.Page.GetByLabel("ReportRefreshDate", new() { Exact = true }).UncheckAsync();
        await Expect(open.Page.Locator("#address")).ToHaveValueAsync(new Regex("\\$select=Send,Receive,Read,MeetingCreated,MeetingInteracted,ReportDate$"));
        await Expect(open.Page.Locator(".rows thead th")).ToHaveCountAsync(6);
        Assert.Empty(open.Faults);
    }

    [FactNeeding(Programs.Chromium)]
    public async Task EachChangeOfTheFormIsShownAtOnce()
    {
        await using var open = await OpenAsync("/explore?set=EmailActivityCounts");
        await open.Page.GetByLabel("Group 1").SelectOptionAsync("Date/Month");
        await open.Page.GetByLabel("Method 1").SelectOptionAsync("sum");
        await open.Page.GetByLabel("Property 1").SelectOptionAsync("Send");
        await Expect(open.Page.Locator("#address")).ToHaveValueAsync(new Regex("groupby\\(\\(Date/Month\\),aggregate\\(Send%20with%20sum%20as%20TotalSend\\)\\)$"));
        await Expect(open.Page.GetByLabel("Group 2")).ToBeVisibleAsync();
        await Expect(open.Page).ToHaveURLAsync(new Regex("TotalSend"));
        using var client = new HttpClient();
        Assert.Contains("\"TotalSend\":", await client.GetStringAsync(await open.Page.Locator("#address").InputValueAsync()), StringComparison.Ordinal);
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "TotalSend" }).ClickAsync();
        await Expect(open.Page.Locator("th[aria-sort=descending]")).ToHaveTextAsync("TotalSend");
        await open.Page.ReloadAsync();
        await Expect(open.Page.GetByLabel("Method 1")).ToHaveValueAsync("sum");
        await Expect(open.Page.Locator("th[aria-sort=descending]")).ToHaveTextAsync("TotalSend");
        Assert.Empty(open.Faults);
    }

    [FactNeeding(Programs.Chromium)]
    public async Task ATypedAddressIsTakenAndItsErrorShownAtItsPlace()
    {
        await using var open = await OpenAsync("/explore?set=EmailActivityCounts");
        await open.Page.Locator("#address").FillAsync($"{await browser.SiteAsync()}/odata/EmailActivityCounts?$filter=Sent gt 5");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Go", Exact = true }).ClickAsync();
        await Expect(open.Page.Locator("mark")).ToHaveTextAsync("Sent");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Did you mean Send?");
    }

    [FactNeeding(Programs.Chromium)]
    public async Task SetsAreFoundWhileTyping()
    {
        await using var open = await OpenAsync("/explore");
        await open.Page.GetByLabel("Find a set").FillAsync("onedrive storage by");
        await Expect(open.Page.Locator(".picker li:visible")).ToHaveCountAsync(1);
        await open.Page.Locator(".picker li:visible a").First.ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Heading, new() { Name = "OneDrive storage by day" })).ToBeVisibleAsync();
    }

    [FactNeeding(Programs.Chromium)]
    public async Task TheKeyboardReadsAChart()
    {
        await using var open = await OpenAsync("/explore?set=EmailActivityCounts&$orderby=ReportDate&$top=10");
        var chart = open.Page.Locator("svg.drawing.wide");
        await chart.FocusAsync();
        await open.Page.Keyboard.PressAsync("Home");
        var tip = open.Page.Locator(".tip:visible");
        await Expect(tip).ToContainTextAsync("2026");
        var first = await tip.InnerTextAsync();
        await open.Page.Keyboard.PressAsync("ArrowRight");
        Assert.NotEqual(first, await tip.InnerTextAsync());
        Assert.Empty(open.Faults);
    }

    [FactNeeding(Programs.Chromium)]
    public async Task ARefreshIsStartedAndItsBarMoves()
    {
        await using var open = await OpenAsync("/status");
        var bar = open.Page.Locator("#progress progress");
        await open.Page.EvaluateAsync(Watch);
        using (browser.HoldGraph())
        {
            await open.Page.GetByRole(AriaRole.Button, new() { Name = "Refresh now" }).ClickAsync();
            await Expect(bar).ToBeVisibleAsync();
            await open.Page.ScreenshotAsync(new() { Path = Path.Combine(BrowserFixture.Pictures, "status-running.png") });
        }

        await Expect(bar).ToBeHiddenAsync();
        Assert.Contains(await open.Page.EvaluateAsync<double[]>("seen"), share => share is > 0 and < 1);
        Assert.Empty(open.Faults);
    }

    [FactNeeding(Programs.Chromium)]
    public async Task AConnectionFileIsDownloaded()
    {
        await using var open = await OpenAsync("/connect?set=EmailActivityCounts");
        var download = await open.Page.RunAndWaitForDownloadAsync(() => open.Page.GetByRole(AriaRole.Link, new() { Name = "Open in Power BI", Exact = true }).ClickAsync());
        Assert.Equal("EmailActivityCounts.pbids", download.SuggestedFilename);
        Assert.Contains("\"protocol\": \"odata\"", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
    }

    async Task<OpenPage> OpenAsync(string path, BrowserNewContextOptions? options = null)
    {
        var open = await browser.OpenAsync(options);
        await open.Page.GotoAsync(await browser.SiteAsync() + path);
        return open;
    }
}
