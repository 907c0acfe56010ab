using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using GraphSimulator.Rows;

namespace GraphSimulator.Api;

/// <summary>
/// Writes a report as Graph's CSV: byte order mark, header line, CRLF after every line, the last one too. Rows are streamed.
/// </summary>
static class CsvAnswer
{
    /// <summary>Enough to make a flush worth its system call, little enough to keep memory flat.</summary>
    const int FlushBytes = 64 * 1024;

    static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    public static async Task WriteAsync(
        HttpResponse response, ColumnSelection columns, ReportRows rows, CancellationToken cancellationToken)
    {
        var pipe = response.BodyWriter;
        // Graph's first chunk is the mark alone (msgraph-sdk-dotnet issue 534); a reader that looks at its first read only must cope.
        await pipe.WriteAsync(ByteOrderMark, cancellationToken);
        var line = new RowBuffer();
        WriteHeader(pipe, columns, line);
        var cells = new Cell[columns.Width];
        while (WriteSome(pipe, columns, rows, cells, line))
            await pipe.FlushAsync(cancellationToken);
        await pipe.FlushAsync(cancellationToken);
    }

    static void WriteHeader(PipeWriter pipe, ColumnSelection columns, RowBuffer line)
    {
        for (var i = 0; i < columns.Columns.Length; i++)
        {
            if (i > 0)
                line.Append((byte)',');
            line.AppendText(Encoding.UTF8.GetBytes(columns.Columns[i].Header));
        }

        EndLine(pipe, line);
    }

    /// <summary>Writes rows until a flush is due (true) or the rows have ended (false).</summary>
    static bool WriteSome(PipeWriter pipe, ColumnSelection columns, ReportRows rows, Cell[] cells, RowBuffer line)
    {
        while (rows.Read(cells))
        {
            for (var i = 0; i < columns.Indexes.Length; i++)
            {
                if (i > 0)
                    line.Append((byte)',');
                line.Append(in cells[columns.Indexes[i]], columns.Columns[i].YesNo);
            }

            EndLine(pipe, line);
            if (pipe.UnflushedBytes >= FlushBytes)
                return true;
        }

        return false;
    }

    static void EndLine(PipeWriter pipe, RowBuffer line)
    {
        line.Append((byte)'\r');
        line.Append((byte)'\n');
        var written = line.Written;
        written.CopyTo(pipe.GetSpan(written.Length));
        pipe.Advance(written.Length);
        line.Clear();
    }

    /// <summary>The name Graph gives the file: entity set and time of the download in US form.</summary>
    public static string FileName(ReportCall call, DateTimeOffset now) =>
        call.Report.EntitySet + now.UtcDateTime.ToString("M/d/yyyy h:mm:ss tt", CultureInfo.InvariantCulture) + ".csv";

    /// <summary>Graph's entity tag: the refresh date as US text, in base64. It changes once a day.</summary>
    public static string EntityTag(DateOnly refreshed)
    {
        var text = refreshed.ToDateTime(TimeOnly.MinValue).ToString("M/d/yyyy h:mm:ss tt", CultureInfo.InvariantCulture) + " +00:00";
        return $"\"{Convert.ToBase64String(Encoding.ASCII.GetBytes(text))}\"";
    }
}
