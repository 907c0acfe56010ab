using GraphSimulator.Rows;

namespace GraphSimulator.Tenant.Reports;

/// <summary>One account over a window.</summary>
sealed class UserRow(ReportView view) : TenantRow(view)
{
    readonly int[] _window = new int[Measures.Count];
    readonly int[] _cell = new int[Measures.Count];
    readonly int?[] _lastUse = new int?[Measures.Count];
    readonly TextScratch _text = new();
    Person _person;
    bool _lastUseKnown;

    public ref readonly Person Person => ref _person;

    public int AsOf => View.AsOf;

    public bool IsDeleted => _person.Deleted <= AsOf;

    public void Move(in Person person)
    {
        _person = person;
        _lastUseKnown = false;
        _text.Clear();
    }

    /// <summary>Adds up the days of the window for the products a report shows.</summary>
    public void AddUp(ReadOnlySpan<Product> products)
    {
        foreach (var product in products)
        {
            var block = Measures.Of(product);
            var window = _window.AsSpan(block);
            var cell = _cell.AsSpan(block);
            window.Clear();
            for (var day = Math.Max(View.First, _person.Hired); day <= AsOf && day < _person.Deleted; day++)
            {
                cell.Clear();
                Tenant.Activity.Fill(_person, product, day, _cell);
                Measures.Add(cell, window);
            }
        }
    }

    public int Sum(Measure measure) => _window[(int)measure];

    public int? LastActive(Product product) => Tenant.Activity.LastActive(_person, product, AsOf);

    /// <summary>The last day on which a measure of Copilot was not zero.</summary>
    public int? LastUse(Measure measure)
    {
        if (!_lastUseKnown)
            FindLastUses();
        return _lastUse[(int)measure];
    }

    public Cell PrincipalName()
    {
        PersonNames.WritePrincipalName(_person.Index, _text);
        return _text.Take();
    }

    public Cell DisplayName()
    {
        PersonNames.WriteDisplayName(_person.Index, _text);
        return _text.Take();
    }

    public Cell Id(int purpose)
    {
        _text.Append(Identity.Of(_person.Key, purpose));
        return _text.Take();
    }

    public Cell DriveUrl()
    {
        // Graph leaves some URLs empty since September 2023 (advisory SP676147).
        if (_person.Index % 37 == 5)
            return Cell.Null;
        _text.Append("https://contoso-my.sharepoint.com/personal/"u8);
        PersonNames.WriteOneDriveSegment(_person.Index, _text);
        return _text.Take();
    }

    void FindLastUses()
    {
        _lastUseKnown = true;
        var block = Measures.Of(Product.Copilot);
        Array.Clear(_lastUse);
        for (var day = Math.Min(AsOf, _person.Deleted - 1); day >= Math.Max(Tenant.Timeline.FirstDay, _person.CopilotFrom); day--)
        {
            _cell.AsSpan(block).Clear();
            if (!Tenant.Activity.Fill(_person, Product.Copilot, day, _cell))
                continue;
            for (var i = block.Start.Value; i < block.End.Value; i++)
                _lastUse[i] ??= _cell[i] > 0 ? day : null;
        }
    }
}
