using System.Buffers.Binary;
using System.Globalization;
using ODataFeed.Store.Transfer;
using UsageReports;

namespace ODataFeed.Store;

/// <summary>
/// Reads what <c>COPY … TO STDOUT (FORMAT BINARY)</c> sends (PostgreSQL manual, COPY, "Binary Format"), cell by cell, through one buffer:
/// Npgsql's own reader would make an object of each text. Decimals must be selected as text.
/// </summary>
sealed class PostgreSqlCopyReader(Stream stream)
{
    /// <summary>The day PostgreSQL counts from.</summary>
    static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;

    byte[] _buffer = new byte[64 * 1024];
    int _start;
    int _end;
    bool _isBegun;
    bool _isNull;
    ReadOnlyMemory<byte> _cell;

    /// <summary>Goes to the next row; false after the last one.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (!_isBegun)
            await SkipHeaderAsync(cancellationToken);
        // The number of cells in the row, or -1 at the end.
        return BinaryPrimitives.ReadInt16BigEndian((await TakeAsync(sizeof(short), cancellationToken)).Span) >= 0;
    }

    /// <summary>Goes to the next cell of the row.</summary>
    public async ValueTask ReadCellAsync(CancellationToken cancellationToken)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian((await TakeAsync(sizeof(int), cancellationToken)).Span);
        _isNull = length < 0;
        _cell = _isNull ? default : await TakeAsync(length, cancellationToken);
    }

    /// <summary>Writes the cell.</summary>
    public void Export(ExportWriter target, ColumnType type)
    {
        var cell = _cell.Span;
        if (_isNull)
            target.WriteNull();
        else if (type == ColumnType.String)
            target.Write(cell);
        else if (type == ColumnType.Decimal)
            target.Write(decimal.Parse(cell, NumberStyles.Number, CultureInfo.InvariantCulture));
        else
            target.Write(Number(cell, type), type);
    }

    static long Number(ReadOnlySpan<byte> cell, ColumnType type) => type switch
    {
        ColumnType.Boolean => cell[0],
        ColumnType.Int32 => BinaryPrimitives.ReadInt32BigEndian(cell),
        ColumnType.Date => Day(BinaryPrimitives.ReadInt32BigEndian(cell)),
        _ => BinaryPrimitives.ReadInt64BigEndian(cell),
    };

    /// <summary>Npgsql writes the first and the last day as PostgreSQL's infinities.</summary>
    static long Day(int days) => days switch
    {
        int.MinValue => DateOnly.MinValue.DayNumber,
        int.MaxValue => DateOnly.MaxValue.DayNumber,
        _ => days + Epoch,
    };

    async ValueTask SkipHeaderAsync(CancellationToken cancellationToken)
    {
        const int SignatureAndFlags = 11 + sizeof(int);
        await TakeAsync(SignatureAndFlags, cancellationToken);
        var extension = BinaryPrimitives.ReadInt32BigEndian((await TakeAsync(sizeof(int), cancellationToken)).Span);
        await TakeAsync(extension, cancellationToken);
        _isBegun = true;
    }

    /// <summary>The next bytes; good until more are taken.</summary>
    async ValueTask<ReadOnlyMemory<byte>> TakeAsync(int length, CancellationToken cancellationToken)
    {
        if (_end - _start < length)
            await FillAsync(length, cancellationToken);
        _start += length;
        return _buffer.AsMemory(_start - length, length);
    }

    async ValueTask FillAsync(int length, CancellationToken cancellationToken)
    {
        var rest = _buffer.AsMemory(_start, _end - _start);
        var target = length <= _buffer.Length ? _buffer : new byte[length * 2];
        rest.CopyTo(target);
        (_buffer, _start, _end) = (target, 0, rest.Length);
        _end += await stream.ReadAtLeastAsync(_buffer.AsMemory(_end), length - _end, cancellationToken: cancellationToken);
    }
}
