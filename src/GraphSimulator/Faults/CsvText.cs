using System.Text;

namespace GraphSimulator.Faults;

/// <summary>A CSV file taken apart (RFC 4180), to be put together with faults.</summary>
sealed class CsvText
{
    CsvText(List<List<string>> rows) => Rows = rows;

    /// <summary>The header and the rows after it.</summary>
    public List<List<string>> Rows { get; }

    public bool ByteOrderMark { get; set; } = true;

    public string LineEnd { get; set; } = "\r\n";

    public bool Quoted { get; set; }

    public int BlankLines { get; set; }

    /// <summary>The place of a header in any case; -1 where there is none.</summary>
    public int Find(string header) => Rows[0].FindIndex(cell => cell.Equals(header, StringComparison.OrdinalIgnoreCase));

    public static CsvText Parse(ReadOnlySpan<byte> file)
    {
        var text = Encoding.UTF8.GetString(file).TrimStart('\uFEFF');
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[++i]);
            else if (text[i] == '"')
                quoted = !quoted;
            else if (!quoted && text[i] is ',' or '\n')
                EndCell(text[i] == '\n');
            else if (quoted || text[i] != '\r')
                cell.Append(text[i]);
        }

        return new CsvText(rows);

        void EndCell(bool endsRow)
        {
            row.Add(cell.ToString());
            cell.Clear();
            if (!endsRow)
                return;
            rows.Add(row);
            row = [];
        }
    }

    public byte[] ToBytes()
    {
        var text = new StringBuilder(ByteOrderMark ? "\uFEFF" : "");
        foreach (var row in Rows)
            text.AppendJoin(',', row.Select(Write)).Append(LineEnd);
        for (var i = 0; i < BlankLines; i++)
            text.Append(LineEnd);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    string Write(string cell) =>
        Quoted || cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
