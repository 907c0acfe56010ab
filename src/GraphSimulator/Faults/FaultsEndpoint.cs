using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphSimulator.Faults;

/// <summary>
/// <c>/faults</c> on Graph's port: POST changes what goes wrong and the clock, GET shows it, DELETE takes all faults back. For people and
/// scripts; there is no such thing in Graph.
/// </summary>
static class FaultsEndpoint
{
    public const string Path = "/faults";

    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    public static void Map(IEndpointRouteBuilder routes, FaultPlan plan, AdjustableClock clock)
    {
        routes.MapMethods(Path, [HttpMethods.Get], context => ShowAsync(context, plan, clock));
        routes.MapMethods(Path, [HttpMethods.Post], context => ChangeAsync(context, plan, clock));
        routes.MapMethods(Path, [HttpMethods.Delete], context =>
        {
            plan.Clear();
            return ShowAsync(context, plan, clock);
        });
    }

    static async Task ChangeAsync(HttpContext context, FaultPlan plan, AdjustableClock clock)
    {
        try
        {
            var change = await JsonSerializer.DeserializeAsync<Change>(context.Request.Body, Options, context.RequestAborted)
                ?? throw new JsonException("the body is null");
            if (change.Faults?.Select(fault => fault.Refuse()).FirstOrDefault(reason => reason is not null) is { } reason)
                throw new JsonException(reason);
            Apply(change, plan, clock);
        }
        catch (JsonException wrong)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync($"The change cannot be read: {wrong.Message} Kinds: {string.Join(", ", Enum.GetNames<FaultKind>())}.\n");
            return;
        }

        await ShowAsync(context, plan, clock);
    }

    static void Apply(Change change, FaultPlan plan, AdjustableClock clock)
    {
        if (change.Clear)
            plan.Clear();
        if (change.Seed is { } seed)
            plan.Seed(seed);
        if (change.ConcealNames is { } conceal)
            plan.ConcealNames = conceal;
        if (change.Now is { } now)
            clock.Set(now);
        if (change.Advance is { } span)
            clock.Advance(span);
        plan.Add(change.Faults ?? []);
    }

    static Task ShowAsync(HttpContext context, FaultPlan plan, AdjustableClock clock)
    {
        context.Response.ContentType = "application/json";
        var faults = plan.Snapshot().Select(entry => new { entry.Fault, entry.Struck });
        return JsonSerializer.SerializeAsync(
            context.Response.Body, new { Now = clock.GetUtcNow(), plan.ConcealNames, Faults = faults }, Options, context.RequestAborted);
    }

    /// <summary>The body of a POST; what is left out stays as it is.</summary>
    sealed record Change
    {
        public bool Clear { get; init; }

        public int? Seed { get; init; }

        public bool? ConcealNames { get; init; }

        public DateTimeOffset? Now { get; init; }

        /// <summary><c>[days.]hours:minutes:seconds</c>.</summary>
        public TimeSpan? Advance { get; init; }

        public IReadOnlyList<Fault>? Faults { get; init; }
    }
}
