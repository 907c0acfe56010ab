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
        var lines = Lines(text);
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

    /// <summary>RFC 4180, naively: every line ends with CRLF, the last one too.</summary>
    static List<string[]> Lines(string text)
    {
        var (lines, cells, cell, quoted) = (new List<string[]>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quoted && text[i + 1] == '"')
                cell.Append(text[++i]);
            else if (text[i] == '"')
                quoted = !quoted;
            else if (quoted || text[i] is not (',' or '\r'))
                cell.Append(text[i]);
            else
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (text[i] == ',')
                    continue;
                Assert.Equal('\n', text[++i]);
                lines.Add([.. cells]);
                cells.Clear();
            }
        }

        return lines;
    }
}
