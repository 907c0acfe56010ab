using GraphSimulator.Rows;

namespace GraphSimulator.Tenant.Reports;

/// <summary>The activations of one subscription, added up over everyone who has it.</summary>
sealed class ActivationCountsRow(ReportView view) : TenantRow(view)
{
    public Cell ProductType { get; private set; }

    public int Assigned { get; private set; }

    public int Activated { get; private set; }

    public int OnSharedComputers { get; private set; }

    public int Windows { get; private set; }

    public int Mac { get; private set; }

    public int Ios { get; private set; }

    public int Android { get; private set; }

    public void Move(int productType)
    {
        ProductType = Cell.Text(Activation.ProductTypes[productType]);
        Assigned = Activated = OnSharedComputers = Windows = Mac = Ios = Android = 0;
        for (var i = 0; i < Tenant.People.Members; i++)
        {
            var person = Tenant.People[i];
            if (Activation.IsAssigned(person, productType, View.AsOf))
                Add(Activation.Of(person, productType, View.AsOf));
        }
    }

    void Add(in Activation activation)
    {
        Assigned++;
        Activated += activation.Day is null ? 0 : 1;
        OnSharedComputers += activation.OnSharedComputer ? 1 : 0;
        Windows += activation.Windows;
        Mac += activation.Mac;
        Ios += activation.Ios;
        Android += activation.Android;
    }
}
