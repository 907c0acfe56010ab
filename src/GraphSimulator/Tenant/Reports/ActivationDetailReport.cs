using GraphSimulator.Rows;
using UsageReports;

namespace GraphSimulator.Tenant.Reports;

/// <summary>A report with a row per person and subscription.</summary>
sealed class ActivationDetailReport : TenantReport
{
    static readonly RowColumns<ActivationRow> Cells = new()
    {
        ["UserPrincipalName"] = row => row.User.PrincipalName(),
        ["DisplayName"] = row => row.User.DisplayName(),
        ["ProductType"] = row => Cell.Text(Activation.ProductTypes[row.ProductType]),
        ["LastActivatedDate"] = row => TenantRow.Day(row.Activation.Day),
        ["Windows"] = row => Cell.Integer(row.Activation.Windows),
        ["Mac"] = row => Cell.Integer(row.Activation.Mac),
        ["Windows10Mobile"] = _ => Cell.Integer(0),
        ["IOS"] = row => Cell.Integer(row.Activation.Ios),
        ["Android"] = row => Cell.Integer(row.Activation.Android),
        ["ActivatedOnSharedComputer"] = row => Cell.Boolean(row.Activation.OnSharedComputer),
    };

    public override IReadOnlyCollection<string> Columns => Cells.Keys;

    public override ReportRows Open(Report report, ReportView view) => new Reader(new ActivationRow(view), Cells.Bind(report));

    sealed class ActivationRow(ReportView view) : TenantRow(view)
    {
        public UserRow User { get; } = new(view);

        public int ProductType { get; private set; }

        public Activation Activation { get; private set; }

        public void Move(in Person person, int productType)
        {
            User.Move(person);
            ProductType = productType;
            Activation = Activation.Of(person, productType, View.AsOf);
        }
    }

    sealed class Reader(ActivationRow row, Func<ActivationRow, Cell>[] columns) : ReportRows
    {
        int _next;

        public override bool Read(Span<Cell> cells)
        {
            var people = row.Tenant.People;
            var types = Activation.ProductTypes.Length;
            while (_next < people.Members * types)
            {
                var (person, type) = (people[_next / types], _next % types);
                _next++;
                if (!Activation.IsAssigned(person, type, row.View.AsOf))
                    continue;
                row.Move(person, type);
                for (var i = 0; i < columns.Length; i++)
                    cells[i] = columns[i](row);
                return true;
            }

            return false;
        }
    }
}
