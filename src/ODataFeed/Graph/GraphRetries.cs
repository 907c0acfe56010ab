using Polly;
using Polly.Retry;

namespace ODataFeed.Graph;

/// <summary>
/// Tries again what may go well later: after Retry-After where Graph gave one, else after one second, doubled each time, with jitter, so
/// that instances do not come back together. While it waits, other reports have the turn.
/// </summary>
sealed partial class GraphRetries
{
    const int Attempts = 6;

    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    static readonly ResiliencePropertyKey<Call> Calls = new(nameof(Call));

    readonly ResiliencePipeline _pipeline;
    readonly ILogger _logger;

    public GraphRetries(TimeProvider time, ILogger logger)
    {
        _logger = logger;
        var retry = new RetryStrategyOptions
        {
            MaxRetryAttempts = Attempts - 1,
            Delay = FirstWait,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = static args => new(args.Outcome.Exception is GraphException { IsTransient: true } failure && !(failure.RetryAfter > RetryDelay.Longest)),
            DelayGenerator = static args => new((args.Outcome.Exception as GraphException)?.RetryAfter),
            OnRetry = Note,
        };
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(retry).Build();
    }

    /// <summary>Runs the work until it succeeds, fails for good, or has failed often enough.</summary>
    /// <exception cref="GraphException">The last failure.</exception>
    public async Task<T> RunAsync<T>(string subject, RequestTurn? turn, Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(Calls, new Call(subject, turn));
            return await _pipeline.ExecuteAsync(static (context, work) => work(context.CancellationToken), context, work);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    ValueTask Note(OnRetryArguments<object> args)
    {
        var call = args.Context.Properties.GetValue(Calls, defaultValue: null!);
        call.Turn?.GiveBack();
        Log.Retrying(_logger, call.Subject, args.Outcome.Exception!.Message, args.RetryDelay, args.AttemptNumber + 1);
        return ValueTask.CompletedTask;
    }

    sealed record Call(string Subject, RequestTurn? Turn);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Subject}: attempt {Attempt} failed, next in {Delay}. {Reason}")]
        public static partial void Retrying(ILogger logger, string subject, string reason, TimeSpan delay, int attempt);
    }
}
