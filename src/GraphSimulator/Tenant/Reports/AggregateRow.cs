using GraphSimulator.Rows;

namespace GraphSimulator.Tenant.Reports;

/// <summary>The whole tenant added up, over a day or over a window.</summary>
abstract class AggregateRow(ReportView view) : TenantRow(view)
{
    /// <summary>What the company's own people did.</summary>
    public abstract Totals Members { get; }

    /// <summary>The same without those deleted since.</summary>
    public abstract Totals Current { get; }

    public abstract Totals Guests { get; }

    public abstract TeamVisitors Visitors { get; }

    /// <summary>What exists on the day, or on the last day of the window.</summary>
    public abstract Inventory Inventory { get; }

    /// <summary>The sum of a measure over licensed people; 0 stays 0.</summary>
    public static Func<AggregateRow, Cell> Sum(Measure measure) => row => Cell.Integer(row.Members.Sum(measure));

    /// <summary>How many licensed people did it; 0 stays 0.</summary>
    public static Func<AggregateRow, Cell> Users(Measure measure) => row => Cell.Integer(row.Members.Users(measure));

    /// <summary>The sum over everyone, guests too.</summary>
    public static Func<AggregateRow, Cell> TotalSum(Measure measure) =>
        row => Cell.Integer(row.Members.Sum(measure) + row.Guests.Sum(measure));

    /// <summary>How many did it, guests too.</summary>
    public static Func<AggregateRow, Cell> TotalUsers(Measure measure) =>
        row => Cell.Integer(row.Members.Users(measure) + row.Guests.Users(measure));

    /// <summary>Some reports leave a zero empty.</summary>
    public static Func<AggregateRow, Cell> EmptyWhenZero(Func<AggregateRow, Cell> cell) => row => EmptyWhenZero(cell(row));

    public static Cell EmptyWhenZero(Cell cell) => cell.Kind == CellKind.Integer && cell.AsInteger() == 0 ? Cell.Null : cell;

    /// <summary>A sum of seconds as a span of time; days without any stay empty.</summary>
    public static Func<AggregateRow, Cell> Time(Func<AggregateRow, Cell> seconds) => row =>
        seconds(row).AsInteger() is > 0 and var sum ? Cell.Duration(TimeSpan.FromSeconds(sum)) : Cell.Null;
}
