using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Identity.Client;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace ODataFeed.Access;

/// <summary>
/// Signs people in to the pages: MSAL's authorization-code flow with PKCE, then a cookie. What must come back unchanged (state, PKCE
/// verifier, where to go) travels in a sealed cookie of a few minutes, so that any replica can finish what another began.
/// </summary>
sealed partial class SignIn(EntraOptions entra, IDataProtectionProvider protection, EntraBackchannel backchannel, PublicRoot root, TimeProvider time, ILogger<SignIn> log)
{
    public const string Path = "/signin";
    public const string Callback = "/signin/callback";
    public const string End = "/signout";

    /// <summary>The query option that says which page to go to afterwards.</summary>
    public const string Return = "return";

    const string Cookie = "__Host-odatafeed-signin";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("sign-in").ToTimeLimitedDataProtector();

    /// <summary>Leads the browser to Entra.</summary>
    public async Task BeginAsync(HttpContext context)
    {
        var state = Guid.NewGuid().ToString("N");
        var address = await App(context).GetAuthorizationRequestUrl(Scopes)
            .WithPkce(out var verifier)
            .WithExtraQueryParameters(new Dictionary<string, (string Value, bool IncludeInCacheKey)> { ["state"] = (state, false) })
            .ExecuteAsync(context.RequestAborted);
        var begun = JsonSerializer.Serialize(new Begun(state, verifier, Local(context.Request.Query[Return].ToString())));
        context.Response.Cookies.Append(Cookie, _seal.Protect(begun, time.GetUtcNow() + Patience), CookieOptions(Patience));
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(address.AbsoluteUri);
    }

    /// <summary>Takes the code that Entra gave, and makes a cookie of whom it stands for.</summary>
    public async Task CompleteAsync(HttpContext context)
    {
        var query = context.Request.Query;
        context.Response.Cookies.Delete(Cookie, CookieOptions(null));
        context.Response.Headers.CacheControl = "no-store";
        if (Open(context.Request.Cookies[Cookie]) is not { } begun || begun.State != query["state"] || query["code"].ToString() is not { Length: > 0 } code)
        {
            Log.NotOurs(log, query["error"].ToString() is { Length: > 0 and < 64 } error && error.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? error : "no code of a sign-in begun here");
            await Refusal.WriteAsync(context, new AccessOptions(), Admission.Forbidden("The sign-in was not completed. Begin it again."));
            return;
        }

        var admission = await RedeemAsync(context, code, begun.Verifier);
        if (admission.Caller is null)
            await Refusal.WriteAsync(context, new AccessOptions(), admission with { Status = StatusCodes.Status403Forbidden });
        else
            context.Response.Redirect(context.Request.PathBase + begun.Page);
    }

    /// <summary>Forgets who is signed in here; at Entra the person stays signed in.</summary>
    public static async Task EndAsync(HttpContext context)
    {
        await context.SignOutAsync(PeopleCookie.Scheme);
        context.Response.Redirect($"{context.Request.PathBase}/");
    }

    async Task<Admission> RedeemAsync(HttpContext context, string code, string verifier)
    {
        try
        {
            var tokens = await App(context).AcquireTokenByAuthorizationCode(Scopes, code).WithPkceCodeVerifier(verifier).ExecuteAsync(context.RequestAborted);
            var admission = EntraCaller.Of(tokens.ClaimsPrincipal, entra, CallerProof.Cookie);
            if (admission.Caller is not null)
                await context.SignInAsync(PeopleCookie.Scheme, PeopleCookie.Slim(tokens.ClaimsPrincipal));
            return admission;
        }
        catch (MsalException failure)
        {
            Log.Failed(log, failure.ErrorCode);
            return Admission.Forbidden($"Entra did not accept the sign-in ({failure.ErrorCode}). Begin it again.");
        }
    }

    static readonly string[] Scopes = ["openid", "profile"];

    /// <summary>One per sign-in: MSAL would keep the tokens of everyone, and the service needs none of them.</summary>
    IConfidentialClientApplication App(HttpContext context)
    {
        var address = root.Url ?? $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
        var builder = ConfidentialClientApplicationBuilder.Create(entra.ClientId)
            .WithClientSecret(entra.ClientSecret)
            .WithAuthority(entra.TenantAuthority.AbsoluteUri, validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithRedirectUri(address + Callback);
        return (backchannel.Handler is { } handler ? builder.WithHttpClientFactory(new Wire(handler)) : builder).Build();
    }

    /// <summary>A page of this service, percent-encoded; anything else would let a link lead a person, freshly signed in, elsewhere.</summary>
    static string Local(string page) => page.StartsWith('/') && !page.StartsWith("//", StringComparison.Ordinal) && page.All(c => c is > ' ' and < '\x7F' and not '\\') ? page : "/";

    Begun? Open(string? sealedText)
    {
        try
        {
            return sealedText is null ? null : JsonSerializer.Deserialize<Begun>(_seal.Unprotect(sealedText));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Lax, because Entra leads back from its own site.</summary>
    static CookieOptions CookieOptions(TimeSpan? age) => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = age, IsEssential = true };

    sealed record Begun(string State, string Verifier, string Page);

    sealed class Wire(HttpMessageHandler handler) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => new(handler, disposeHandler: false);
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A sign-in was refused: {Error}")]
        public static partial void NotOurs(ILogger log, string error);

        [LoggerMessage(2, LogLevel.Warning, "Entra refused the code of a sign-in: {Code}")]
        public static partial void Failed(ILogger log, string code);
    }
}
