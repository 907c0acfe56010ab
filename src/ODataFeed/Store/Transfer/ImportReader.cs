using System.Globalization;
using CsvHelper;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Store.Transfer;

/// <summary>Reads the file of one set as <see cref="ExportWriter"/> wrote it, record by record; columns count as in the schema.</summary>
sealed class ImportReader : IAsyncDisposable
{
    /// <summary>Strict: what no export writes is an error, and what is said of it holds no cell.</summary>
    static readonly CsvReaderOptions Options = CsvReaderOptions.Default with
    {
        Separator = ',',
        DetectSeparatorHint = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        MissingField = CsvMissingFieldHandling.Throw,
        IncludeValuesInExceptions = false,
        TrackLineNumbers = true,
    };

    readonly TableSchema _schema;
    readonly TransferProgress _progress;
    readonly CsvReader _reader;
    int[] _fields = [];

    ImportReader(CsvReader reader, TableSchema schema, TransferProgress progress)
    {
        _reader = reader;
        _schema = schema;
        _progress = progress;
    }

    /// <summary>Records read.</summary>
    public long Rows { get; private set; }

    /// <summary>Opens a file and binds its header by name: a column that a later catalog added is null.</summary>
    /// <exception cref="StoreException">The header is not that of the set.</exception>
    public static async Task<ImportReader> OpenAsync(string path, TableSchema schema, TransferProgress progress, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        var reader = new ImportReader(CsvReader.Create(file, Options), schema, progress);
        try
        {
            await reader.BindAsync(cancellationToken);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes to the next record; false after the last one.</summary>
    /// <exception cref="StoreException">The file is malformed.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await _reader.ReadAsync(cancellationToken))
                return false;
            _progress.Tell(_schema.Name, ++Rows);
            return true;
        }
        catch (CsvFormatException malformed)
        {
            throw new StoreException($"{File} is malformed. {malformed.Message}", malformed);
        }
    }

    /// <summary>An empty field without quotes.</summary>
    /// <exception cref="StoreException">The column is part of the key, where there is no null.</exception>
    public bool IsNull(int column)
    {
        var isNull = _fields[column] < 0 || _reader.GetRawSpan(_fields[column]).IsEmpty;
        return isNull && !_schema.Columns[column].Nullable ? throw Wrong(column, "empty, but part of the key") : isNull;
    }

    /// <summary>The UTF-8 of a text; good until the next record.</summary>
    public ReadOnlySpan<byte> Text(int column)
    {
        var text = _reader.GetSpan(_fields[column]);
        return text.StartsWith("'"u8) ? text[1..] : text;
    }

    /// <summary>A number as its column has it: 0 or 1, a day number, ticks.</summary>
    /// <exception cref="StoreException">The cell is no value of the column's type.</exception>
    public long Number(int column)
    {
        var type = _schema.Columns[column].Type;
        return CellNotation.TryParse(_reader.GetSpan(_fields[column]), type, out var value) ? value : throw Wrong(column, $"no {type}");
    }

    /// <exception cref="StoreException">The cell is no decimal number.</exception>
    public decimal Decimal(int column)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var isDecimal = decimal.TryParse(_reader.GetSpan(_fields[column]), Style, CultureInfo.InvariantCulture, out var value);
        return isDecimal ? value : throw Wrong(column, $"no {nameof(ColumnType.Decimal)}");
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    string File => ExportedFile.NameOf(_schema.Name);

    async Task BindAsync(CancellationToken cancellationToken)
    {
        await _reader.ReadHeaderAsync(cancellationToken);
        string[] headers = [.. _reader.Headers];
        if (headers.FirstOrDefault(header => _schema.Find(header) < 0) is { } unknown)
            throw new StoreException($"{File} has a column '{unknown}', which {_schema.Name} has not. Import with the program that exported, or a newer one, and the same Catalog:Folder and Feed:UnknownColumns.");
        if (headers.Distinct(StringComparer.Ordinal).Count() < headers.Length)
            throw new StoreException($"{File} has a column twice: {string.Join(',', headers)}.");
        _fields = [.. _schema.Columns.Select(column => Array.IndexOf(headers, column.Name))];
        if (_schema.Key.FirstOrDefault(ordinal => _fields[ordinal] < 0, -1) is >= 0 and var missing)
            throw new StoreException($"{File} has no column {_schema.Columns[missing].Name}, which is part of the key.");
    }

    StoreException Wrong(int column, string what) => new($"{File}, line {_reader.LineNumber}: {_schema.Columns[column].Name} is {what}.");
}
