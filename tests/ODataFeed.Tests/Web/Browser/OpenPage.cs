using Microsoft.Playwright;

namespace ODataFeed.Tests.Web.Browser;

/// <summary>A page in a browser of its own, and what went wrong in it.</summary>
sealed class OpenPage : IAsyncDisposable
{
    /// <summary>Milliseconds; a machine that does much else at the same time is no fault of a page.</summary>
    public const float Patience = 60_000;

    readonly IBrowserContext _context;
    readonly List<string> _faults = [];

    OpenPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Messages of the console that are errors, faults of scripts, and requests to other hosts.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public static async Task<OpenPage> AsyncOf(IBrowser browser, string site, BrowserNewContextOptions options)
    {
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        var open = new OpenPage(context, await context.NewPageAsync());
        open.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                open._faults.Add($"console: {message.Text}");
        };
        open.Page.PageError += (_, fault) => open._faults.Add($"script: {fault}");
        open.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site + "/", StringComparison.Ordinal))
                open._faults.Add($"elsewhere: {request.Url}");
        };
        return open;
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
