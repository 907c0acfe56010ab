using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Tenant.Reports;

/// <summary>A report with a row per account.</summary>
sealed class UserReport(UserReport.Lists lists, Product[] active, RowColumns<UserRow> columns) : TenantReport
{
    /// <summary>Whether the report lists a person as of a day.</summary>
    public delegate bool Lists(in Person person, int asOf);

    /// <summary>The products whose measures the columns add up over the window.</summary>
    public Product[] Sums { get; init; } = [];

    public override IReadOnlyCollection<string> Columns => columns.Keys;

    /// <summary>Everyone who has a product, or had it before deletion.</summary>
    public static UserReport Of(Product product, RowColumns<UserRow> columns, bool sums = true) =>
        new((in Person person, int asOf) => person.Hired <= asOf && person.Holds(product), [product], columns)
        {
            Sums = sums ? [product] : [],
        };

    public override ReportRows Open(Report report, ReportView view) => new Reader(this, lists, active, view, columns.Bind(report));

    sealed class Reader(UserReport report, Lists lists, Product[] active, ReportView view, Func<UserRow, Cell>[] columns) : ReportRows
    {
        readonly UserRow _row = new(view);
        int _next;

        public override bool Read(Span<Cell> cells)
        {
            if (!Advance())
                return false;
            _row.AddUp(report.Sums);
            for (var i = 0; i < columns.Length; i++)
                cells[i] = columns[i](_row);
            return true;
        }

        public override int Skip(int rows, Span<Cell> cells)
        {
            var skipped = 0;
            while (skipped < rows && Advance())
                skipped++;
            return skipped;
        }

        bool Advance()
        {
            var people = view.Tenant.People;
            while (_next < people.Members)
            {
                var person = people[_next++];
                if (!lists(person, view.AsOf) || (view.OneDay && !WasActive(person)))
                    continue;
                _row.Move(person);
                return true;
            }

            return false;
        }

        bool WasActive(in Person person)
        {
            foreach (var product in active)
            {
                if (view.Tenant.Activity.IsActive(person, product, view.AsOf))
                    return true;
            }

            return false;
        }
    }
}
