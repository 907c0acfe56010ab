using System.Security.Claims;

namespace ODataFeed.Access;

/// <summary>Makes a caller of the claims of a token that was found to be genuine.</summary>
static class EntraCaller
{
    /// <summary>The scope Excel and Power BI ask for, whatever the service.</summary>
    const string Scope = "user_impersonation";

    public static Admission Of(ClaimsPrincipal principal, EntraOptions entra, CallerProof proof)
    {
        if (!entra.TenantId.Equals(principal.FindFirstValue("tid"), StringComparison.OrdinalIgnoreCase))
            return Admission.Unproven("The token was issued by another tenant.");
        var scopes = principal.FindFirstValue("scp")?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isPerson = proof == CallerProof.Cookie || scopes is not null;
        if (proof == CallerProof.Token && scopes?.Contains(Scope) == false)
            return Admission.Forbidden($"The token has no scope '{Scope}'.");
        if (entra.Role is null && !isPerson)
            return Admission.Forbidden("Applications may read only with an app role, and none is set up here (setting Access:Entra:Role).");
        if (entra.Role is { } role && !Has(principal, role))
            return Admission.Forbidden($"Reading takes the app role '{role}', which the caller does not have.");
        var name = principal.FindFirstValue("oid") ?? principal.FindFirstValue("sub") ?? principal.FindFirstValue("azp") ?? principal.FindFirstValue("appid");
        var personal = entra.PersonalRole is null || Has(principal, entra.PersonalRole);
        return Admission.Of(new Caller(name ?? "unnamed", proof, new ReadRights(null, personal)));
    }

    static bool Has(ClaimsPrincipal principal, string role) => principal.HasClaim("roles", role);
}
