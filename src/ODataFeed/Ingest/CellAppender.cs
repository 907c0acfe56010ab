using System.Text.Unicode;
using ODataFeed.Privacy;
using ODataFeed.Snapshot;
using UsageReports;

namespace ODataFeed.Ingest;

/// <summary>Appends one cell, given as text, to the builder of its column.</summary>
abstract class CellAppender
{
    /// <summary>Appends the cell; an empty one is null. False when it is no value of the column's type: nothing is appended then.</summary>
    public abstract bool TryAppend(ReadOnlySpan<byte> cell);

    /// <summary>Appends what stands for no value.</summary>
    public abstract void AppendNone();

    /// <summary>Valid UTF-8 of bearable length without U+0000, which not every database can keep.</summary>
    public static bool IsText(ReadOnlySpan<byte> cell) => cell.Length <= BufferSize.LargestCell && Utf8.IsValid(cell) && !cell.Contains((byte)0);

    /// <summary>The appender for a column. A text key has no null: an empty cell of it is an empty text.</summary>
    public static CellAppender For(ReportColumn column, bool isKey, ColumnBuilder builder, PrivacyOptions privacy) => builder switch
    {
        TextBuilder text => column.Personal ? Personal(text, isKey, privacy) : new TextAppender(text, isKey),
        DecimalBuilder decimals => new DecimalAppender(decimals),
        NumberBuilder numbers => new NumberAppender(numbers, Parser(column.Type)),
        _ => throw new ArgumentOutOfRangeException(nameof(builder), builder, $"No way to append to a {builder.GetType().Name}."),
    };

    /// <summary>The appender for what <see cref="UnknownCells"/> make of a row's cells.</summary>
    public static CellAppender Dynamic(TextBuilder builder) => new TextAppender(builder, isKey: false);

    /// <summary>How the cells of a number column are read.</summary>
    public static ParseCell Parser(ColumnType type) => type switch
    {
        ColumnType.Boolean => CellText.TryBoolean,
        ColumnType.Int32 => CellText.TryInt32,
        ColumnType.Int64 => CellText.TryInt64,
        ColumnType.Date => CellText.TryDate,
        ColumnType.DateTimeOffset => CellText.TryInstant,
        ColumnType.Duration => CellText.TryDuration,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a number column's type."),
    };

    /// <summary>The one place where personal text enters the process' memory for good.</summary>
    static CellAppender Personal(TextBuilder builder, bool isKey, PrivacyOptions privacy) => privacy switch
    {
        { PersonalData: PersonalData.Show } => new TextAppender(builder, isKey),
        { Pseudonyms: { } pseudonyms } => new PseudonymAppender(new TextAppender(builder, isKey), pseudonyms),
        _ => throw new ArgumentOutOfRangeException(nameof(privacy), privacy.PersonalData, "Under this policy no report with personal data is fetched."),
    };

    sealed class TextAppender(TextBuilder builder, bool isKey) : CellAppender
    {
        public override bool TryAppend(ReadOnlySpan<byte> cell)
        {
            if (cell.IsEmpty)
                AppendNone();
            else if (IsText(cell))
                builder.Append(cell);
            else
                return false;
            return true;
        }

        public override void AppendNone()
        {
            if (isKey)
                builder.Append([]);
            else
                builder.AppendNull();
        }
    }

    /// <summary>Whether a text is empty stays visible, whose it is does not.</summary>
    sealed class PseudonymAppender(TextAppender inner, Pseudonyms pseudonyms) : CellAppender
    {
        public override bool TryAppend(ReadOnlySpan<byte> cell)
        {
            if (cell.IsEmpty || !Utf8.IsValid(cell))
                return inner.TryAppend(cell);
            Span<byte> pseudonym = stackalloc byte[Pseudonyms.Length];
            pseudonyms.Write(cell, pseudonym);
            return inner.TryAppend(pseudonym);
        }

        public override void AppendNone() => inner.AppendNone();
    }

    sealed class NumberAppender(NumberBuilder builder, ParseCell parse) : CellAppender
    {
        public override bool TryAppend(ReadOnlySpan<byte> cell)
        {
            if (cell.IsEmpty)
                builder.AppendNull();
            else if (parse(cell, out var value))
                builder.Append(value);
            else
                return false;
            return true;
        }

        public override void AppendNone() => builder.AppendNull();
    }

    sealed class DecimalAppender(DecimalBuilder builder) : CellAppender
    {
        public override bool TryAppend(ReadOnlySpan<byte> cell)
        {
            if (cell.IsEmpty)
                builder.AppendNull();
            else if (CellText.TryDecimal(cell, out var value))
                builder.Append(value);
            else
                return false;
            return true;
        }

        public override void AppendNone() => builder.AppendNull();
    }
}
