using Microsoft.AspNetCore.Authorization;

namespace ODataFeed.Access;

/// <summary>
/// Decides, before anything else, who calls; and turns away whoever may not. What is marked to be open to all, such as health, is let
/// through without a caller.
/// </summary>
sealed partial class AccessGate(RequestDelegate next, AccessOptions options, ILogger<AccessGate> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var admission = await AdmitAsync(context);
        admission.Caller?.Attach(context);
        var endpoint = context.GetEndpoint();
        if (admission.Caller is not null || (endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null && !MustBeLocal(context)))
        {
            await next(context);
            return;
        }

        if (admission.WrongProof)
            Log.Unproven(log, context.Connection.RemoteIpAddress, admission.Reason);
        if (admission.Status == StatusCodes.Status401Unauthorized && endpoint?.Metadata.GetMetadata<PageMetadata>() is not null && options.Entra is { SignsIn: true })
            context.Response.Redirect($"{context.Request.PathBase}{SignIn.Path}?{SignIn.Return}={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
        else
            await Refusal.WriteAsync(context, options, admission);
    }

    async Task<Admission> AdmitAsync(HttpContext context)
    {
        if (options.Modes is [AccessMode.Anonymous])
            return Nobody(context);
        var credentials = Credentials.Of(context.Request);
        if (credentials.Kind == CredentialKind.None)
            return options.Entra is { SignsIn: true } && await PeopleCookie.AdmitAsync(context, options.Entra) is { } person ? person : Nobody(context);
        if (credentials.Kind is not CredentialKind.Unreadable && AccessKey.Find(options.Keys, credentials.Secret) is { } key)
            return Admission.Of(new Caller($"key {key.Name}", credentials.Kind == CredentialKind.Password ? CallerProof.Password : CallerProof.Key, key.Rights));
        if (credentials.Kind == CredentialKind.Bearer && options.Entra is not null)
            return await EntraTokens.AdmitAsync(context, options.Entra);
        return Admission.Unproven(credentials.Kind == CredentialKind.Unreadable ? "The header Authorization is of a kind that is not taken, or cannot be read." : "The key is not known.");
    }

    /// <summary>A caller who brings nothing.</summary>
    Admission Nobody(HttpContext context)
    {
        if (!options.Anonymous)
            return Admission.Unknown($"This service answers callers only who say who they are: with {Ways()}.");
        if (MustBeLocal(context))
            return options.Modes.Count > 1 ? Admission.Unknown($"From elsewhere than the machine itself, this service answers with {Ways()} only.") : Admission.Forbidden(LoopbackOnly.Reason);
        return Admission.Of(new Caller(context.Connection.RemoteIpAddress?.ToString() ?? "local", CallerProof.None, ReadRights.All));
    }

    bool MustBeLocal(HttpContext context) => options.LoopbackOnly && !LoopbackOnly.Allows(context);

    string Ways() => string.Join(" or ", options.Modes.Where(mode => mode != AccessMode.Anonymous).Select(mode => mode == AccessMode.Keys ? "a key" : "an account of the organisation"));

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A caller at {Address} was refused: {Reason}")]
        public static partial void Unproven(ILogger log, System.Net.IPAddress? address, string reason);
    }
}
