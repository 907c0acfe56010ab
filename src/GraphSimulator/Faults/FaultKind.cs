namespace GraphSimulator.Faults;

/// <summary>What can go wrong on request. Where a kind has a step of its own, it is named; bodies are spoilt wherever they are sent.</summary>
public enum FaultKind
{
    /// <summary>429 with <c>Retry-After</c>, or without where <see cref="Fault.RetryAfter"/> is null.</summary>
    Throttled,

    /// <summary>503, else like <see cref="Throttled"/>.</summary>
    Unavailable,

    /// <summary>500 <c>UnknownError</c> without a message.</summary>
    ServerError,

    /// <summary>502 with a gateway's HTML page.</summary>
    BadGateway,

    /// <summary>504 with a gateway's HTML page.</summary>
    GatewayTimeout,

    /// <summary>401: the token is not taken any more.</summary>
    TokenExpired,

    /// <summary>403 <c>S2SUnauthorized</c>.</summary>
    NotPermitted,

    /// <summary>403 <c>UnknownError</c>, whose message is the JSON of the real error.</summary>
    WrappedError,

    /// <summary>403 <c>MissingCredentials</c> although a token was sent (incident of March 2023).</summary>
    MissingCredentials,

    /// <summary>403 <c>accessDenied</c>: the tenant is not enabled for the report.</summary>
    TenantNotEnabled,

    /// <summary>403 with a gateway's HTML page.</summary>
    ForbiddenPage,

    /// <summary>400: the function is not there, under this name or in this version.</summary>
    UnknownSegment,

    /// <summary>400 <c>InvalidArgument</c>: the date is out of range.</summary>
    DateOutOfRange,

    /// <summary>204: no data.</summary>
    NoContent,

    /// <summary>200 with a gateway's HTML page.</summary>
    HtmlPage,

    /// <summary>200 without a body.</summary>
    EmptyBody,

    /// <summary>Graph redirects to a host it never used.</summary>
    RedirectElsewhere,

    /// <summary>Graph redirects to plain http on another machine.</summary>
    RedirectToHttp,

    /// <summary>Graph redirects with a user name in the address.</summary>
    RedirectWithUser,

    /// <summary>Graph redirects and does not say where to.</summary>
    RedirectToNowhere,

    /// <summary>Graph redirects to a port of this machine where nobody listens.</summary>
    RedirectToDeadPort,

    /// <summary>The download host redirects to itself.</summary>
    RedirectInCircle,

    /// <summary>The download host does not know the link any more: 403.</summary>
    LinkExpired,

    /// <summary>The connection ends before the answer.</summary>
    Aborted,

    /// <summary>The connection ends in the middle of the body.</summary>
    CutOff,

    /// <summary>The body ends in good order, within its last row.</summary>
    CutInRow,

    /// <summary>The header line alone; in JSON no rows.</summary>
    HeaderOnly,

    /// <summary>JSON where CSV was asked for.</summary>
    JsonBody,

    /// <summary>The CSV of something else.</summary>
    OtherFile,

    /// <summary>The columns in another order.</summary>
    ColumnsReordered,

    /// <summary>The headers in another case, with more blanks.</summary>
    ColumnsRecased,

    /// <summary>Without the column <see cref="Fault.Column"/>.</summary>
    ColumnMissing,

    /// <summary>With one more column, named <see cref="Fault.Column"/>.</summary>
    ColumnAdded,

    /// <summary><see cref="Fault.Text"/> in the column <see cref="Fault.Column"/> of every <see cref="Fault.Every"/>th row.</summary>
    BadCells,

    /// <summary>No byte order mark.</summary>
    NoByteOrderMark,

    /// <summary>LF in place of CRLF.</summary>
    LineFeeds,

    /// <summary>Blank lines after the rows.</summary>
    BlankLines,

    /// <summary>Every cell in quotes.</summary>
    Quoted,

    /// <summary>The next page lies on another host.</summary>
    NextPageElsewhere,

    /// <summary>The next page is the one just read.</summary>
    NextPageInCircle,

    /// <summary>JSON dates with a time of day (microsoft-graph-docs-contrib issue 570).</summary>
    DatesWithTime,
}
