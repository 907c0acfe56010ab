using ODataFeed.Privacy;

namespace ODataFeed.Ingest;

static class IngestSetup
{
    /// <summary>Registers what reading downloads needs.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="privacy">Section <c>Privacy</c>.</param>
    public static IServiceCollection AddIngest(this IServiceCollection services, PrivacyOptions privacy) =>
        services.AddSingleton(privacy).AddSingleton<IngestTargets>().AddSingleton<PersonalRows>();
}
