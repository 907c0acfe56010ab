using System.Globalization;
using System.Text;
using Xunit;

namespace ODataFeed.Tests.Simulator;

/// <summary>A report's CSV as the tests read it: strict about the mark, the line ends and the width of every row.</summary>
sealed class CsvFile
{
    CsvFile(List<string[]> lines)
    {
        Header = lines[0];
        Rows = lines[1..];
    }

    public string[] Header { get; }

    public List<string[]> Rows { get; }

    public static CsvFile Parse(byte[] bytes)
    {
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = Encoding.UTF8.GetString(bytes[3..]);
        Assert.EndsWith("\r\n", text);
        var lines = text[..^2].Split("\r\n").Select(Cells).ToList();
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        return new CsvFile(lines);
    }

    public IEnumerable<string> Column(string header) => Rows.Select(row => row[Index(header)]);

    public long Sum(string header) => Column(header).Sum(Number);

    public string Cell(int row, string header) => Rows[row][Index(header)];

    public static long Number(string cell) => cell.Length == 0 ? 0 : long.Parse(cell, CultureInfo.InvariantCulture);

    int Index(string header)
    {
        var index = Array.IndexOf(Header, header);
        Assert.True(index >= 0, $"There is no column '{header}' among {string.Join(",", Header)}.");
        return index;
    }

    /// <summary>RFC 4180 without line breaks inside cells, which no report has.</summary>
    static string[] Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[++i]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(line[i]);
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }
}
