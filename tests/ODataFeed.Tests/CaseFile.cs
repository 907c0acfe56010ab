using Xunit;

namespace ODataFeed.Tests;

/// <summary>
/// Text tables: one case a line, <c>input ⇶ expected</c>; blank lines and lines that start with <c>#</c> are skipped.
/// Spaces around either side do not count.
/// </summary>
public static class CaseFile
{
    const char Separator = '⇶';

    /// <param name="path">Of the file, from the folder of the test project.</param>
    /// <returns>Where the case stands (file and line), its input, and what is expected.</returns>
    public static TheoryData<string, string, string> Read(string path)
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var (index, line) in File.ReadLines(Path.Combine(AppContext.BaseDirectory, path)).Index())
        {
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
                continue;
            var where = $"{path}:{index + 1}";
            var parts = line.Split(Separator);
            if (parts.Length != 2)
                throw new InvalidDataException($"{where} has {parts.Length - 1} separators ({Separator}), expected one.");
            cases.Add(where, parts[0].Trim(), parts[1].Trim());
        }

        return cases;
    }

    public static void Check(string where, string expected, string actual) =>
        Assert.True(
            expected == actual.Trim(),
            $"{where}{Environment.NewLine}expected {expected}{Environment.NewLine}actual   {actual}");
}
