using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace ODataFeed.Access;

/// <summary>The cookie of people who signed in to the pages, by the framework's cookie authentication.</summary>
static class PeopleCookie
{
    public const string Scheme = "People";

    /// <summary>What decides over rights, and nothing else: the cookie is sent with every request.</summary>
    static readonly string[] Kept = ["tid", "oid", "roles", "name"];

    public static AuthenticationBuilder AddPeopleCookie(this AuthenticationBuilder authentication) => authentication.AddCookie(Scheme, cookie =>
    {
        cookie.Cookie.Name = "__Host-odatafeed";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.Path = "/";

        // Roles are those of the sign-in: who loses one may read on for as long as this.
        cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
        cookie.SlidingExpiration = false;
    });

    /// <summary>The person the cookie stands for; null without a good cookie.</summary>
    public static async Task<Admission?> AdmitAsync(HttpContext context, EntraOptions entra)
    {
        var answer = await context.AuthenticateAsync(Scheme);
        return answer.Succeeded ? EntraCaller.Of(answer.Principal, entra, CallerProof.Cookie) : null;
    }

    public static ClaimsPrincipal Slim(ClaimsPrincipal person) =>
        new(new ClaimsIdentity(person.Claims.Where(claim => Kept.Contains(claim.Type)).Select(claim => new Claim(claim.Type, claim.Value)), Scheme));
}
