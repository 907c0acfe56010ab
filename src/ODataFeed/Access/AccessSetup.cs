using Microsoft.AspNetCore.DataProtection;

namespace ODataFeed.Access;

static class AccessSetup
{
    /// <param name="services">Where to.</param>
    /// <param name="options">Section <c>Access</c>.</param>
    /// <param name="publicUrl">The URL under which clients reach the service, where it is set.</param>
    public static IServiceCollection AddAccess(this IServiceCollection services, AccessOptions options, string? publicUrl)
    {
        services.AddSingleton(options);
        services.AddSingleton<AuditLog>();
        services.AddSingleton(new EntraBackchannel(null));
        if (options.Entra is not { } entra)
            return services;

        // Two schemes, so that the framework makes neither the default and tries it on every request.
        services.AddAuthentication().AddEntra(entra).AddPeopleCookie();
        if (!entra.SignsIn)
            return services;
        services.AddSingleton<IDataProtectionProvider>(SecretProtection.Of(entra.ClientSecret!));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SignIn>(provider, entra, new PublicRoot(publicUrl)));
        return services;
    }

    /// <summary>Turns away, before anything else, whoever may not call.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseMiddleware<AccessGate>();
        if (app.Services.GetRequiredService<AccessOptions>().Entra is not { SignsIn: true })
            return;
        var signIn = app.Services.GetRequiredService<SignIn>();
        app.MapGet(SignIn.Path, signIn.BeginAsync).AllowAnonymous();
        app.MapGet(SignIn.Callback, signIn.CompleteAsync).AllowAnonymous();
        app.MapPost(SignIn.End, context => ChangeRight.Allows(context) ? SignIn.EndAsync(context) : ChangeRight.Refuse().ExecuteAsync(context));
    }
}

/// <summary>The URL under which clients reach the service; null: that of each request.</summary>
sealed record PublicRoot(string? Url);
