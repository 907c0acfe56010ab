using Xunit;

namespace ODataFeed.Tests;

/// <summary>Reads text tables: a case a line, its cells separated by ⇶; lines that begin with # are for people.</summary>
static class CaseFile
{
    public static TheoryData<string, string> Pairs(string path)
    {
        var data = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, path)).Where(line => line.Contains('⇶')))
        {
            if (line.StartsWith('#'))
                continue;
            var cells = line.Split('⇶', 2, StringSplitOptions.TrimEntries);
            data.Add(cells[0], cells[1]);
        }

        return data;
    }
}
