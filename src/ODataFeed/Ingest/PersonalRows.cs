using ODataFeed.Privacy;
using ODataFeed.Snapshot;

namespace ODataFeed.Ingest;

/// <summary>Makes rows that were kept under an earlier personal-data policy obey the present one.</summary>
sealed class PersonalRows(PrivacyOptions privacy)
{
    /// <summary>The present policy, as a store notes it: its name and, under pseudonyms, which key makes them.</summary>
    public string Policy => privacy.Pseudonyms is { } pseudonyms ? $"{privacy.PersonalData}:{pseudonyms.Fingerprint}" : privacy.PersonalData.ToString();

    /// <summary>Whether rows written under a policy hold more than the present one allows.</summary>
    /// <param name="written">Null stands for a store older than policies: it shows.</param>
    public bool IsStricterThan(string? written) => NameOf(Policy) > NameOf(written);

    /// <summary>Both are pseudonyms, but of different keys: the same person would be two.</summary>
    public bool HasOtherKeyThan(string? written) => NameOf(Policy) == PersonalData.Pseudonymise && NameOf(written) == PersonalData.Pseudonymise && Policy != written;

    /// <summary>The rows as they may be kept, sorted by key. What is a pseudonym already stays.</summary>
    public Table Rewrite(Table table)
    {
        if (privacy.Hides)
            return Table.Empty(table.Schema);
        var columns = table.Columns.Select((column, ordinal) => table.Schema.Columns[ordinal].Personal ? Rewrite((TextColumn)column) : column);
        return DownloadedRows.Of(new Table(table.Schema, [.. columns])).Table;
    }

    TextColumn Rewrite(TextColumn column)
    {
        var pseudonyms = Enumerable.Range(0, column.Dictionary.Count + 1).Select(code => code == 0 ? null : Rewritten(column.Dictionary.Text(code))).ToArray();
        var builder = new TextBuilder();
        for (var row = 0; row < column.Codes.Count; row++)
            builder.AppendObject(pseudonyms[column.Codes[row]]);
        return builder.Build();
    }

    string Rewritten(string text) => text.Length == 0 || Pseudonyms.IsOne(text) ? text : privacy.Pseudonyms!.Of(text);

    static PersonalData NameOf(string? policy) =>
        policy is null ? PersonalData.Show : Enum.Parse<PersonalData>(policy.Split(':')[0]);
}
