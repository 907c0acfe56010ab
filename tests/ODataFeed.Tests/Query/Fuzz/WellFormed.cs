using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ODataFeed.Tests.Query.Fuzz;

/// <summary>What every answer owes its reader, whatever it says: a status that is no fault, and a body of the form its header names.</summary>
static class WellFormed
{
    const int Unavailable = 503;

    public static void Check(HttpResponse response, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        var refusedForNow = response.StatusCode == Unavailable && text.Contains("\"NotLoaded\"", StringComparison.Ordinal);
        Assert.True(response.StatusCode is < 500 or 501 || refusedForNow, $"{response.StatusCode} {text}");
        switch (response.ContentType?.Split(';')[0])
        {
            case "application/json":
                Json(body);
                break;
            case "text/csv":
                Csv(text);
                break;
            case "application/xml" or "text/plain":
                break;
            case null:
                Assert.Empty(body);
                break;
            case var other:
                Assert.Fail($"Nobody asked for {other}.");
                break;
        }
    }

    static void Json(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            // Reading on is what finds a fault.
            if (reader.TokenType == JsonTokenType.String)
                reader.GetString();
        }

        Assert.Equal(body.Length, reader.BytesConsumed);
        Assert.NotEmpty(body);
    }

    /// <summary>RFC 4180: records end in CRLF and have as many fields as the header; quotes within a quoted field are doubled.</summary>
    static void Csv(string text)
    {
        Assert.StartsWith("\uFEFF", text, StringComparison.Ordinal);
        var (fields, header, quoted) = (1, 0, false);
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
                quoted = !quoted;
            else if (!quoted && text[i] == ',')
                fields++;
            else if (!quoted && text[i] is '\r' or '\n')
            {
                Assert.Equal("\r\n", text.Substring(i++, 2));
                header = header == 0 ? fields : header;
                Assert.Equal(header, fields);
                fields = 1;
            }
        }

        Assert.False(quoted, "A quoted field has no end.");
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
    }
}
