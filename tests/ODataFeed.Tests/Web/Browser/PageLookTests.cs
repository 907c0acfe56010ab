using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace ODataFeed.Tests.Web.Browser;

/// <summary>Each page in light and dark, on a desk and on a phone: whole, quiet, readable, and as good for a screen reader.</summary>
public sealed class PageLookTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    static readonly (string Name, string Path)[] Pages =
    [
        ("home", "/"),
        ("explore-sets", "/explore"),
        ("explore-trend", "/explore?set=EmailActivityCounts&$filter=ReportDate%20ge%202026-06-01"),
        ("explore-groups", "/explore?set=ActivationsByPlatform&$apply=groupby((ProductType,Platform),aggregate(Activations%20with%20sum%20as%20TotalActivations))"),
        ("explore-detail", "/explore?set=EmailActivityUserDetail"),
        ("status", "/status"),
        ("connect", "/connect"),
        ("connect-set", "/connect?set=EmailActivityCounts"),
    ];

    public static TheoryData<string, string, ColorScheme, int> Looks
    {
        get
        {
            var looks = new TheoryData<string, string, ColorScheme, int>();
            foreach (var (name, path) in Pages)
            {
                foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                {
                    looks.Add(name, path, scheme, 1280);
                    looks.Add(name, path, scheme, 390);
                }
            }

            return looks;
        }
    }

    [TheoryNeeding(Programs.Chromium)]
    [MemberData(nameof(Looks))]
    public async Task APageIsWholeAndQuietAndReadable(string name, string path, ColorScheme scheme, int width)
    {
        await using var open = await browser.OpenAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = width < 500 ? 844 : 900 } });
        await open.Page.GotoAsync(await browser.SiteAsync() + path);
        await open.Page.ScreenshotAsync(new() { Path = Path.Combine(BrowserFixture.Pictures, $"{name}-{scheme.ToString().ToLowerInvariant()}-{width}.png"), FullPage = true });
        Assert.Empty(open.Faults);
        Assert.Equal(0, await open.Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        Assert.Empty(await ClippedAsync(open.Page));
        var axe = await open.Page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] } });
        Assert.Empty(axe.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}")));
    }

    [TheoryNeeding(Programs.Chromium)]
    [InlineData("/", 13)]
    [InlineData("/explore?set=EmailActivityCounts", 1)]
    [InlineData("/explore?set=EmailActivityCounts&chart=area", 1)]
    [InlineData("/explore?set=EmailActivityCounts&chart=bar", 1)]
    [InlineData("/explore?set=ActivationsByPlatform", 1)]
    public async Task ChartsDrawSomething(string path, int charts)
    {
        await using var open = await browser.OpenAsync();
        await using var blank = await browser.OpenAsync();
        await open.Page.GotoAsync(await browser.SiteAsync() + path);
        var drawings = await open.Page.Locator("svg.drawing:visible").AllAsync();
        Assert.Equal(charts, drawings.Count);
        foreach (var drawing in drawings)
        {
            var marks = await drawing.EvaluateAsync<int>("svg => [...svg.querySelectorAll('path, rect.fill')].filter(mark => { const box = mark.getBBox(); return box.width > 0 && box.height > 0; }).length");
            Assert.True(marks > 0, $"{await drawing.GetAttributeAsync("aria-label")} has no marks.");
            var coloured = await Pixels.ColouredAsync(blank.Page, drawing);
            Assert.True(coloured > 0.003, $"{await drawing.GetAttributeAsync("aria-label")} has colour in {coloured:P2} of its pixels.");
        }
    }

    /// <summary>Texts of buttons, headings and links that do not fit where they stand.</summary>
    static async Task<string[]> ClippedAsync(IPage page) => await page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll("h1, h2, h3, .button, button, .badge, .bar a, .legend li, .latest")]
            .filter(node => node.offsetParent && !node.closest(".scroll, .drop") && (node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== "inline"
                || node.getBoundingClientRect().right > innerWidth + 1))
            .map(node => node.outerHTML.slice(0, 120))
        """);
}
