using System.Text.RegularExpressions;
using CsvHelper;
using ODataFeed.Privacy;
using ODataFeed.Snapshot;
using ODataFeed.Snapshot.Derived;
using UsageReports;

namespace ODataFeed.Ingest;

/// <summary>
/// Reads what an organisation knows of its users: a CSV file with a header <c>UserPrincipalName</c> and others, whose cells become text
/// properties of the set <c>Users</c>. Read once, at start. Messages hold headers and lines, never a cell.
/// </summary>
static partial class UsersFile
{
    /// <summary>OData names are at most 128 characters long (OData CSDL XML 4.01 §15.2, SimpleIdentifier).</summary>
    const int LongestName = 128;

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="IngestException">The file is not as it must be; the message says where and what is.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static UserList Read(string path, PrivacyOptions privacy)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var reader = CsvReader.Create(file, CsvBody.Strict, leaveOpen: true);
            reader.ReadHeader();
            return Read(reader, privacy);
        }
        catch (CsvFormatException malformed)
        {
            throw new IngestException($"the CSV is malformed: {malformed.Message}", malformed);
        }
    }

    static UserList Read(CsvReader reader, PrivacyOptions privacy)
    {
        var (schema, fields) = Bind([.. reader.Headers]);
        if (privacy.UserColumns.FirstOrDefault(column => schema.Find(column) < 0) is { } unknown)
            throw new IngestException($"Privacy:UserColumns names '{unknown}', which is none of its columns: {string.Join(", ", schema.Columns.Select(column => column.Name))}");
        var rows = new TableBuilder(schema);
        var cells = schema.Columns.Select((column, ordinal) => Cell((TextBuilder)rows.Columns[ordinal], privacy.UserColumns.Contains(column.Name) ? null : privacy.Pseudonyms)).ToList();
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read())
        {
            var name = reader.GetString(fields[0]);
            if (name.Length == 0)
                throw new IngestException($"line {reader.LineNumber} has no {NavigationSchema.UserPrincipalName}");
            if (!known.Add(name))
                throw new IngestException($"line {reader.LineNumber} has the {NavigationSchema.UserPrincipalName} of an earlier line");
            for (var column = 0; column < fields.Length; column++)
                cells[column](reader.GetSpan(fields[column]));
        }

        return new UserList(rows.Build());
    }

    delegate void AppendCell(ReadOnlySpan<byte> cell);

    /// <summary>Whatever the file says of a person is personal, as far as the settings do not say that a column is not.</summary>
    static AppendCell Cell(TextBuilder column, Pseudonyms? pseudonyms) => cell =>
    {
        Span<byte> pseudonym = stackalloc byte[Pseudonyms.Length];
        if (cell.IsEmpty)
        {
            column.AppendNull();
        }
        else if (pseudonyms is null)
        {
            column.Append(cell);
        }
        else
        {
            pseudonyms.Write(cell, pseudonym);
            column.Append(pseudonym);
        }
    };

    /// <summary>The columns, the key first, and the field of each.</summary>
    static (TableSchema Schema, int[] Fields) Bind(IReadOnlyList<string> headers)
    {
        var names = headers.Select(PropertyNames.FromHeader).ToList();
        var key = names.IndexOf(NavigationSchema.UserPrincipalName);
        if (key < 0)
        {
            // What stands there instead is not shown: in a file without headers it is someone's data.
            throw new IngestException($"the first line has no header {NavigationSchema.UserPrincipalName}; fields in it: {headers.Count}");
        }

        int[] fields = [key, .. Enumerable.Range(0, names.Count).Where(field => field != key)];
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields.Skip(1))
        {
            if (!Identifier().IsMatch(names[field]))
                throw new IngestException($"the header '{headers[field]}' makes no property name; legal is a letter, then letters and digits, at most {LongestName}");
            if (UserTable.IsTaken(names[field]) || !taken.Add(names[field]))
                throw new IngestException($"the header '{headers[field]}' becomes property {names[field]}, which there is already");
        }

        ColumnSchema[] columns = [.. fields.Select(field => new ColumnSchema(
            names[field], ColumnType.String, field != key, $"{headers[field].Trim()}, from the file of Feed:UsersFile.", Personal: true))];
        return (new TableSchema("UsersFile", "Users file", "What is known of users beyond the reports.", columns, [columns[0].Name]), fields);
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{0,127}\z")]
    private static partial Regex Identifier();
}
