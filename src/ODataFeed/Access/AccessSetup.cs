namespace ODataFeed.Access;

static class AccessSetup
{
    public static IServiceCollection AddAccess(this IServiceCollection services, AccessOptions options) => services.AddSingleton(options);

    /// <summary>Turns away, before anything else, whoever may not call.</summary>
    public static void UseAccess(this WebApplication app)
    {
        if (app.Services.GetRequiredService<AccessOptions>().AllowAnonymous)
            return;
        app.Use((context, next) => LoopbackOnly.Allows(context) ? next(context) : LoopbackOnly.RefuseAsync(context));
    }
}
