using Microsoft.OData.UriParser;
using ODataFeed.Feed;
using ODataFeed.Snapshot;
using static ODataFeed.Benchmarks.Result;

namespace ODataFeed.Benchmarks;

/// <summary>Parser and planner, beside the parser of Microsoft.OData.Core, which does not plan.</summary>
static class ParserRoom
{
    const int Rounds = 201;
    const int Repeat = 50;

    public static async Task<IReadOnlyList<Result>> MeasureAsync(Engine engine, string query)
    {
        var model = EdmModelBuilder.Build(FeedModel.Of([UserDetail.Report], []), ServiceCapabilities.Current);
        var url = new Uri($"{UserDetail.Set}?{query}", UriKind.Relative);
        var times = await Measurement.InterleavedAsync(Rounds, Repeat, () => engine.Plan(query), () => new ODataUriParser(model, url).ParseUri());
        var bytes = Measurement.Allocated(100, () => engine.Plan(query));
        var theirs = Measurement.Allocated(100, () => new ODataUriParser(model, url).ParseUri());
        return
        [
            new Result(5, "parse and plan, uncached", Text($"{times[0] * 1000:F1} µs, {bytes / 1024.0:F1} KB"), "15 µs", times[0] * 1000 / 15, 1, AtLeast: false),
            new Result(
                5, "the same, beside ODataLib", Text($"{times[0] * 1000:F1} µs"), Text($"{times[1] * 1000:F1} µs, {theirs / 1024.0:F1} KB ODataLib 7.7.2, parser alone"), times[0] / times[1]),
        ];
    }
}
