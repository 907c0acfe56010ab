using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ODataFeed.Feed;
using ODataFeed.Query.Execution;
using ODataFeed.Tests.Feed;
using ODataFeed.Tests.Query.Fuzz;
using Xunit;
using Xunit.Abstractions;

namespace ODataFeed.Tests.Query;

/// <summary>
/// Whatever stands in a URL, the serve corridor answers it: with a well-formed body or a refusal, never with a fault of ours, and never
/// with more work than one request may cause.
/// </summary>
public sealed class FuzzTests(FeedFixture feed, ITestOutputHelper output) : IClassFixture<FeedFixture>
{
    const int Urls = 50_000;
    const int Seed = 20261121;

    /// <summary>What a query over four rows may take; the tables of the cases need less than a tenth.</summary>
    const long MostSteps = ExecutionBudget.Default / 10;

    static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    [Fact]
    public void EveryUrlIsAnsweredOrRefused()
    {
        var (mutator, statuses, failures) = (UrlMutator.OfCases(), new ConcurrentDictionary<int, int>(), new ConcurrentQueue<string>());
        var watch = Stopwatch.StartNew();
        var steps = new StepCounter();
        var handler = feed.Handler(steps);
        Parallel.For(0, Urls, new ParallelOptions { MaxDegreeOfParallelism = 2 }, number =>
        {
            var url = mutator.Url(new Random(Seed + number));
            try
            {
                statuses.AddOrUpdate(Answer(handler, url), 1, (_, count) => count + 1);
            }
            catch (Exception fault)
            {
                failures.Enqueue($"seed {Seed + number}: {url}{Environment.NewLine}{fault}");
            }
        });
        output.WriteLine($"{Urls} URLs in {watch.Elapsed}; {string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}"))}; most steps {steps.Most}, {steps.MostPlanned} of planning");
        Assert.True(failures.IsEmpty, $"{failures.Count} failures, the first:{Environment.NewLine}{string.Join(Environment.NewLine, failures.Take(5))}");
        Assert.InRange(steps.Most, 1, MostSteps);

        // A mutation that leaves no URL legal, or every one, would test nothing.
        Assert.InRange(statuses[200], Urls / 20, Urls);
        Assert.InRange(statuses[400], Urls / 20, Urls);
    }

    static int Answer(FeedHandler handler, string url)
    {
        var context = FeedFixture.Request();
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        (request.Method, request.Scheme, request.Headers.Host) = ("GET", "http", "localhost");
        (request.RawTarget, request.Path) = ($"/odata/{url}", "/odata/");
        var body = new MemoryStream();
        context.Response.Body = body;
        if (!handler.HandleAsync(context).Wait(Longest))
            throw new TimeoutException($"No answer within {Longest}.");
        context.Response.BodyWriter.Complete();
        WellFormed.Check(context.Response, body.ToArray());
        return context.Response.StatusCode;
    }

    /// <summary>Reads the steps off the handler's own log.</summary>
    sealed class StepCounter : ILogger<FeedHandler>
    {
        readonly Lock _counting = new();

        public long Most { get; private set; }

        public long MostPlanned { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (state is not IReadOnlyList<KeyValuePair<string, object?>> values)
                return;
            var (planned, executed) = (Value(values, "Planned"), Value(values, "Executed"));
            lock (_counting)
                (Most, MostPlanned) = (Math.Max(Most, planned + executed), Math.Max(MostPlanned, planned));
        }

        static long Value(IReadOnlyList<KeyValuePair<string, object?>> values, string name) =>
            values.FirstOrDefault(value => value.Key == name).Value is IConvertible number ? number.ToInt64(null) : 0;
    }
}
