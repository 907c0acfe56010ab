using System.Net;

namespace ODataFeed.Graph;

/// <summary>What an administrator can do about a refusal, in a sentence.</summary>
static class GraphAdvice
{
    /// <summary>What Entra ID's error numbers mean (Microsoft identity platform, "Error codes").</summary>
    static readonly (string Number, string Advice)[] SignIn =
    [
        ("AADSTS7000215", "The client secret is wrong: set Graph:ClientSecret to the secret's value, not to its id."),
        ("AADSTS7000222", "The client secret has expired: make a new one and set Graph:ClientSecret."),
        ("AADSTS700016", "The tenant has no such app registration: check Graph:ClientId and Graph:TenantId."),
        ("AADSTS90002", "There is no such tenant: check Graph:TenantId and Graph:Cloud."),
        ("AADSTS900023", "There is no such tenant: check Graph:TenantId and Graph:Cloud."),
        ("AADSTS700027", "The certificate does not belong to the app registration: upload it there, or set Graph:CertificatePath to the right one."),
    ];

    /// <summary>Null where there is nothing to do but wait.</summary>
    public static string? For(GraphException failure) => failure switch
    {
        { Code: GraphException.NoToken } => SignIn.FirstOrDefault(known => failure.Message.Contains(known.Number + ":", StringComparison.Ordinal)).Advice
            ?? "Check Graph:TenantId, Graph:ClientId and what proves who the service is, and that the sign-in host can be reached.",
        { Code: GraphException.NoAnswer } => "Check name resolution, proxy and firewall between this machine and the host.",
        { Code: GraphException.LinkRefused } => "If the host is Microsoft's, add it to Graph:DownloadHosts.",
        { IsNotThere: true } => "This cloud does not have the report: leave it out with Refresh:Reports.",
        { Status: HttpStatusCode.Unauthorized } => "The token is not taken: check Graph:Cloud, Graph:Endpoint and the credential.",
        { Status: HttpStatusCode.Forbidden, Code: "accessDenied" } => "Enable the tenant for this report, or leave it out with Refresh:Reports.",
        { Status: HttpStatusCode.Forbidden, Code: "S2SUnauthorized" or "Authorization_RequestDenied" } =>
            "Grant the app registration Reports.Read.All (application permission) and consent as an administrator.",
        { Status: HttpStatusCode.TooManyRequests } => "Another program uses up the limit of the reports: lower Refresh:Budget, or let it ask less often.",
        _ => null,
    };

    /// <summary>The message with the advice.</summary>
    public static string Explain(GraphException failure) => For(failure) is { } advice ? $"{failure.Message} {advice}" : failure.Message;
}
