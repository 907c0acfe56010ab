namespace UsageReports;

/// <summary>How column headers are compared: by words, since Graph varies spaces and case (<c>Used  Chrome OS</c>).</summary>
static class CsvHeaders
{
    /// <summary>The header without outer white space, and with one space for any white space inside.</summary>
    public static string Normalise(string header) => string.Join(' ', header.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Compares normalised headers.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;
}
