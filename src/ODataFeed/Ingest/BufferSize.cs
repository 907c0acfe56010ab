namespace ODataFeed.Ingest;

static class BufferSize
{
    /// <summary>
    /// Bytes read from a body at a time. In Debug so few that every test crosses refills (256 is the least CsvHelper takes);
    /// in Release a block that stays in the second-level cache while its cells are parsed.
    /// </summary>
#if DEBUG
    public const int Bytes = 256;
#else
    public const int Bytes = 64 * 1024;
#endif

    /// <summary>No row of a report comes near this; a quote that is never closed must not swallow the machine's memory.</summary>
    public const int LargestRow = 1024 * 1024;

    /// <summary>A longer cell is none: the longest Graph sends, a list of products, has some hundreds of bytes.</summary>
    public const int LargestCell = 32 * 1024;
}
