using Xunit;

namespace ODataFeed.Tests;

/// <summary>
/// Reads text tables: a case a line, <c>input ⇶ expected</c>. Blank lines and lines that begin with # are for people; spaces around
/// a cell do not count.
/// </summary>
static class CaseFile
{
    const char Separator = '⇶';

    /// <summary>Input and expectation of each case; the path is from the folder of the test project.</summary>
    public static TheoryData<string, string> Pairs(string path)
    {
        var data = new TheoryData<string, string>();
        foreach (var (_, input, expected) in Cases(path))
            data.Add(input, expected);
        return data;
    }

    /// <summary>As <see cref="Pairs"/>, with file and line first: pass them on to <see cref="Check"/>.</summary>
    public static TheoryData<string, string, string> Located(string path)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (where, input, expected) in Cases(path))
            data.Add(where, input, expected);
        return data;
    }

    /// <summary>The tables of a folder.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, folder), "*.cases").Order(StringComparer.Ordinal).Select(file => $"{folder}/{Path.GetFileName(file)}");

    public static void Check(string where, string expected, string actual) =>
        Assert.True(
            expected == actual.Trim(),
            $"{where}{Environment.NewLine}expected {expected}{Environment.NewLine}actual   {actual}");

    static IEnumerable<(string Where, string Input, string Expected)> Cases(string path)
    {
        foreach (var (index, line) in File.ReadLines(Path.Combine(AppContext.BaseDirectory, path)).Index())
        {
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
                continue;
            var cells = line.Split(Separator, 2, StringSplitOptions.TrimEntries);
            yield return cells is [var input, var expected]
                ? ($"{path}:{index + 1}", input, expected)
                : throw new InvalidDataException($"{path}:{index + 1} has no {Separator}.");
        }
    }
}
