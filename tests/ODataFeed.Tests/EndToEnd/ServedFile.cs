using System.Text;
using GraphSimulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace ODataFeed.Tests.EndToEnd;

/// <summary>A CSV of a test's making, which Graph answers with instead of its own: a redirect to the download host, and there the file.</summary>
sealed class ServedFile
{
    const string Path = "/made/by/a/test";

    /// <summary>The lines, without mark and line ends.</summary>
    public IReadOnlyList<string> Lines { get; set; } = [];

    /// <summary>As Graph writes a file: a byte order mark, CRLF.</summary>
    public byte[] Bytes => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Concat(Lines.Select(line => line + "\r\n")))];

    public async Task<bool> AnswerAsync(HttpContext context, SimulatorHost graph)
    {
        if (context.Request.Path != Path)
        {
            context.Response.Redirect($"http://{graph.DownloadHost}{Path}");
            return true;
        }

        context.Response.ContentType = "application/octet-stream";
        await context.Response.Body.WriteAsync(Bytes);
        return true;
    }
}
