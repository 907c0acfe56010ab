namespace GraphSimulator.Rows;

/// <summary>A forward reader over the rows of one report. One row lives at a time, in cells the caller owns.</summary>
public abstract class ReportRows : IDisposable
{
    /// <summary>A reader of no rows.</summary>
    public static ReportRows None { get; } = new NoRows();

    /// <summary>
    /// Fills <paramref name="cells"/> with the next row: the report's columns in catalog order, generated ones left out.
    /// False when there is no further row.
    /// </summary>
    public abstract bool Read(Span<Cell> cells);

    /// <summary>Passes over rows without making their cells where the reader can; fewer than asked means the end was met.</summary>
    public virtual int Skip(int rows, Span<Cell> cells)
    {
        var skipped = 0;
        while (skipped < rows && Read(cells))
            skipped++;
        return skipped;
    }

    /// <summary>Gives back what the reader holds.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Dispose()"/>
    protected virtual void Dispose(bool disposing)
    {
    }

    sealed class NoRows : ReportRows
    {
        public override bool Read(Span<Cell> cells) => false;
    }
}
