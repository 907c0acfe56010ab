namespace ODataFeed.Access;

/// <summary>
/// The answer to whoever may not come in: an error in the form of OData, which no reader takes for a feed, and for a 401 the ways to
/// prove who one is. Never a redirect: the OData connector of Power BI and Excel does not follow one to a sign-in page.
/// </summary>
static class Refusal
{
    public static Task WriteAsync(HttpContext context, AccessOptions options, Admission admission)
    {
        var response = context.Response;
        response.StatusCode = admission.Status;
        response.Headers.CacheControl = "no-store";
        response.Headers["OData-Version"] = "4.0";
        if (admission.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = Challenges(options, admission).ToArray();
        var code = admission.Status == StatusCodes.Status401Unauthorized ? "Unauthorized" : "Forbidden";
        return response.WriteAsJsonAsync(new { error = new { code, message = admission.Reason } }, context.RequestAborted);
    }

    static IEnumerable<string> Challenges(AccessOptions options, Admission admission)
    {
        if (options.Entra is { } entra)
            yield return Bearer(entra, admission);
        if (options.Modes.Contains(AccessMode.Keys))
            yield return "Basic realm=\"ODataFeed\", charset=\"UTF-8\"";
    }

    /// <summary>
    /// What Power Query reads to learn where to sign in: the v1 address, and no quotes around it, as its documentation has it
    /// (MicrosoftDocs/powerquery-docs, connector-authentication). An error is named where a token was brought (RFC 6750 §3).
    /// </summary>
    static string Bearer(EntraOptions entra, Admission admission) =>
        $"Bearer authorization_uri={entra.TenantAuthority}/oauth2/authorize, resource_id={entra.Audience}, realm=\"{entra.TenantId}\""
        + (admission.WrongProof ? $", error=\"invalid_token\", error_description=\"{admission.Reason}\"" : "");
}
