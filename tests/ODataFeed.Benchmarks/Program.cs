using ODataFeed.Benchmarks;

// Every figure is a ratio of two things measured in the same run, interleaved: machines are noisy, absolute times lie.
// dotnet run -c Release --project tests/ODataFeed.Benchmarks            measures everything and writes docs/performance.md
// dotnet run -c Release --project tests/ODataFeed.Benchmarks -- rooms   one part: rooms, end-to-end
switch (args)
{
    case ["reader", .. var arguments]:
        return await Reader.RunAsync(arguments);
    case ["load", .. var arguments]:
        return await Load.RunAsync(arguments);
    case []:
        await Performance.WriteAsync([.. await Rooms.MeasureAsync(), .. await EndToEnd.MeasureAsync()]);
        return 0;
    case ["rooms"]:
        Performance.Print(await Rooms.MeasureAsync());
        return 0;
    case ["end-to-end"]:
        Performance.Print(await EndToEnd.MeasureAsync());
        return 0;
    case ["store", .. var arguments]:
        await StoreBenchmark.RunAsync(arguments);
        return 0;
    case ["scale", .. var arguments]:
        return await Scale.RunAsync(arguments);
    default:
        Console.Error.WriteLine($"Found '{string.Join(' ', args)}', expected nothing, rooms or end-to-end.");
        return 2;
}
