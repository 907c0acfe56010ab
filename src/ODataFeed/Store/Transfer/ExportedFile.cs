namespace ODataFeed.Store.Transfer;

/// <summary>A file of an export: the stored rows of one set.</summary>
/// <param name="Set">The set.</param>
/// <param name="Rows">Records, the header not counted.</param>
/// <param name="Sha256">Of all bytes of the file, in lower-case hex.</param>
sealed record ExportedFile(string Set, long Rows, string Sha256)
{
    /// <summary>The file's name within the folder.</summary>
    public static string NameOf(string set) => set + ".csv";
}
