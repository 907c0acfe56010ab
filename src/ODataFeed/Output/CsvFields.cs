using CsvHelper;
using ODataFeed.Snapshot;

namespace ODataFeed.Output;

/// <summary>
/// Texts as fields of CSV records (RFC 4180 §2): quoted where they must be. One that a spreadsheet would run as a formula gets an
/// apostrophe in front, which makes it text there.
/// </summary>
static class CsvFields
{
    static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { Injection = CsvInjection.Escape };

    /// <summary>The fields of a dictionary's texts, by code. An empty text is <c>""</c>, which tells it from null.</summary>
    public static JsonValues Encode(JsonValues texts)
    {
        var fields = new JsonValues.Builder();
        using var buffer = new MemoryStream();
        using var writer = CsvWriter.Create(buffer, Options, leaveOpen: true);
        for (var code = 1; code <= texts.Count; code++)
            fields.Add(Field(writer, buffer, JsonText.TextOf(texts[code])));
        return fields.Build();
    }

    /// <summary>A record of names, with its line end.</summary>
    public static byte[] Header(IEnumerable<string> names)
    {
        using var buffer = new MemoryStream();
        using (var writer = CsvWriter.Create(buffer, Options, leaveOpen: true))
            writer.WriteHeader([.. names]);
        return buffer.ToArray();
    }

    /// <summary>A text as the only field of a record, without its line end.</summary>
    static ReadOnlySpan<byte> Field(CsvWriter writer, MemoryStream buffer, ReadOnlySpan<byte> text)
    {
        buffer.SetLength(0);
        writer.WriteField(text);
        writer.EndRecord();
        writer.Flush();
        return buffer.GetBuffer().AsSpan(0, (int)buffer.Length - "\r\n"u8.Length);
    }
}
