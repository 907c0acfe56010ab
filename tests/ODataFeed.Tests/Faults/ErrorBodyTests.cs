using GraphSimulator.Faults;
using ODataFeed.Refresh;
using Xunit;

namespace ODataFeed.Tests.Faults;

/// <summary>PROTOCOL §12: the errors Graph and what stands before it answer with. Transient ones cost a retry, others say what to do.</summary>
public sealed class ErrorBodyTests : IAsyncLifetime
{
    FaultyTenant _tenant = null!;

    public async Task InitializeAsync() => _tenant = await FaultyTenant.StartAsync();

    public async Task DisposeAsync() => await _tenant.DisposeAsync();

    [Fact]
    public Task AnExpiredTokenIsRenewedOnce() => PassesAsync(new Fault { Kind = FaultKind.TokenExpired, Times = 1 });

    [Fact]
    public Task ATokenThatIsRefusedTwiceFailsAndSaysWhatToCheck() =>
        FailsAsync(FaultKind.TokenExpired, "401 InvalidAuthenticationToken", "check Graph:Cloud, Graph:Endpoint and the credential", requests: 2);

    [Fact]
    public Task AMissingPermissionSaysWhatToGrant() =>
        FailsAsync(FaultKind.NotPermitted, "403 S2SUnauthorized: Invalid permission.", "Grant the app registration Reports.Read.All", requests: 1);

    [Fact]
    public Task AnErrorWrappedInAMessageIsUnwrapped() =>
        FailsAsync(FaultKind.WrappedError, "403 S2SUnauthorized: Invalid permission.", "Grant the app registration Reports.Read.All", requests: 1);

    [Fact]
    public Task MissingCredentialsByIncidentAreTriedAgain() => PassesAsync(new Fault { Kind = FaultKind.MissingCredentials, Times = 2 });

    [Fact]
    public Task ATenantThatIsNotEnabledSaysWhatToDo() =>
        FailsAsync(FaultKind.TenantNotEnabled, "403 accessDenied: Tenant is not enabled for this report type.", "Enable the tenant for this report", requests: 1);

    [Fact]
    public Task AnUnknownErrorWithoutMessageIsTriedAgain() => PassesAsync(new Fault { Kind = FaultKind.ServerError, Times = 3 });

    [Theory]
    [InlineData("BadGateway")]
    [InlineData("GatewayTimeout")]
    [InlineData("ForbiddenPage")]
    [InlineData("HtmlPage")]
    public Task AGatewaysPageIsTriedAgain(string kind) => PassesAsync(new Fault { Kind = Enum.Parse<FaultKind>(kind), Times = 2 });

    [Fact]
    public Task AGatewaysPageThatStaysFails() =>
        FailsAsync(FaultKind.HtmlPage, "answered 200 OK: no Graph error in the body (text/html)", "", requests: 6);

    [Fact]
    public Task ADateOutOfRangeFailsAndIsNotTriedAgain() => FailsAsync(FaultKind.DateOutOfRange, "400 InvalidArgument", "", requests: 1);

    [Fact]
    public Task AnExpiredLinkIsFetchedAnew() => PassesAsync(new Fault { Kind = FaultKind.LinkExpired, Times = 2 });

    [Fact]
    public Task AConnectionThatEndsBeforeTheAnswerIsTriedAgain() => PassesAsync(new Fault { Kind = FaultKind.Aborted, Times = 1 });

    [Fact]
    public Task ADownloadHostThatEndsTheConnectionIsAskedForAnew() =>
        PassesAsync(new Fault { Kind = FaultKind.Aborted, Step = FaultStep.Download, Times = 2 });

    [Fact]
    public Task ADownloadHostThatIsUnavailableIsAskedForAnew() =>
        PassesAsync(new Fault { Kind = FaultKind.Unavailable, Step = FaultStep.Download, Times = 2 });

    [Fact]
    public Task ARedirectToAHostNotAllowedIsNotFollowed() =>
        FailsAsync(FaultKind.RedirectElsewhere, "the redirect leads to https://reports.example.com:443", "add it to Graph:DownloadHosts", requests: 1);

    [Fact]
    public Task ARedirectToPlainHttpIsNotFollowed() => FailsAsync(FaultKind.RedirectToHttp, "the redirect leads to http://reports.office.com:80", "", requests: 1);

    [Fact]
    public Task ARedirectWithAUserNameIsNotFollowed() => FailsAsync(FaultKind.RedirectWithUser, "without user name", "", requests: 1);

    [Fact]
    public Task ARedirectWithoutAddressFails() => FailsAsync(FaultKind.RedirectToNowhere, "the redirect is no absolute address", "", requests: 1);

    [Fact]
    public Task RedirectsInACircleAreGivenUp() => FailsAsync(FaultKind.RedirectInCircle, "answered 302", "", requests: 6 * 5);

    [Fact]
    public async Task NoContentIsEmptyAndSaysSo()
    {
        Assert.Equal("Published", await _tenant.RefreshAsync(FaultyTenant.Trend));
        await _tenant.Feed.NextDayAsync();

        var record = Assert.Single(await _tenant.RecordsAsync(FaultyTenant.Trend, new Fault { Kind = FaultKind.NoContent }));

        Assert.Equal((RefreshOutcome.Empty, "Graph answered 204: it has no data."), (record.Outcome, record.Error));
        Assert.NotEmpty(await _tenant.RowsAsync(FaultyTenant.Trend));
    }

    [Fact]
    public Task AnEmptyBodyIsNoReport() => FailsAsync(FaultKind.EmptyBody, "the body is empty; even a report without rows has its header line", "", requests: 3);

    async Task PassesAsync(Fault fault)
    {
        Assert.Equal("Published", await _tenant.RefreshAsync(FaultyTenant.Trend, fault));
        Assert.Equal(fault.Times, _tenant.Graph.Faults.Snapshot()[0].Struck);
        Assert.Null(_tenant.LastError(FaultyTenant.Trend));
        await _tenant.AssertTruthAsync(FaultyTenant.Trend);
    }

    /// <summary>The refresh fails after so many requests, says what was said and what to do, and the rows of before stay.</summary>
    async Task FailsAsync(FaultKind kind, string said, string advice, int requests)
    {
        await _tenant.RefreshAsync(FaultyTenant.Trend);
        var rows = await _tenant.RowsAsync(FaultyTenant.Trend);
        await _tenant.Feed.NextDayAsync();

        Assert.Equal("Failed", await _tenant.RefreshAsync(FaultyTenant.Trend, new Fault { Kind = kind }));

        Assert.Contains(said, _tenant.LastError(FaultyTenant.Trend), StringComparison.Ordinal);
        Assert.Contains(advice, _tenant.LastError(FaultyTenant.Trend), StringComparison.Ordinal);
        Assert.Equal(requests, _tenant.Asked.Count());
        Assert.Equal(rows, await _tenant.RowsAsync(FaultyTenant.Trend));
    }
}
