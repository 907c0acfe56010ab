using ODataFeed.Benchmarks;

// Every figure is a ratio of two things measured in the same run, interleaved: machines are noisy, absolute times lie.
// dotnet run -c Release --project tests/ODataFeed.Benchmarks            measures everything and writes docs/performance.md
// dotnet run -c Release --project tests/ODataFeed.Benchmarks -- rooms   one part: rooms, end-to-end, processors, growth, start; store, scale need a database
switch (args)
{
    case ["reader", .. var arguments]:
        return await Reader.RunAsync(arguments);
    case ["load", .. var arguments]:
        return await Load.RunAsync(arguments);
    case []:
        await Performance.WriteAsync(await AllAsync());
        return 0;
    case ["rooms"]:
        Performance.Print(await Rooms.MeasureAsync());
        return 0;
    case ["end-to-end"]:
        Performance.Print(await EndToEnd.MeasureAsync());
        return 0;
    case ["processors"]:
        Performance.Print(await ProcessorsAsync());
        return 0;
    case ["growth"]:
        Performance.Print(await GrowthAsync());
        return 0;
    case ["start"]:
        Performance.Print(await Start.MeasureAsync());
        return 0;
    case ["store", .. var arguments]:
        await StoreBenchmark.RunAsync(arguments);
        return 0;
    case ["scale", .. var arguments]:
        return await Scale.RunAsync(arguments);
    default:
        Console.Error.WriteLine($"Found '{string.Join(' ', args)}', expected nothing, rooms, end-to-end, processors, growth, start, store or scale.");
        return 2;
}

static async Task<IReadOnlyList<Result>> AllAsync() =>
[
    .. await Rooms.MeasureAsync(),
    .. await EndToEnd.MeasureAsync(),
    .. await ProcessorsAsync(),
    .. await Start.MeasureAsync(),
    .. await GrowthAsync(),
];

static async Task<IReadOnlyList<Result>> GrowthAsync()
{
    var (results, picture) = await Growth.MeasureAsync();
    await Performance.WriteAsync(picture);
    return results;
}

static async Task<IReadOnlyList<Result>> ProcessorsAsync() =>
    OperatingSystem.IsLinux() || OperatingSystem.IsWindows() ? await Processors.MeasureAsync() : [];
