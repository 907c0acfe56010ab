namespace GraphSimulator.Tenant;

// Files and pages: OneDrive and SharePoint.
sealed partial class TenantActivity
{
    static void FillOneDrive(in Person person, ref Dice dice, Span<int> cell)
    {
        cell.At(Measure.OneDriveViewed) = 1 + dice.Amount(4 * person.Vigour);
        cell.At(Measure.OneDriveSynced) = person.Unit.AtDesk && dice.Chance(45) ? dice.Amount(9 * person.Vigour) : 0;
        cell.At(Measure.OneDriveSharedInside) = dice.Chance(16) ? 1 + dice.Amount(12) : 0;
        cell.At(Measure.OneDriveSharedOutside) = dice.Chance(3) ? 1 + dice.Amount(8) : 0;
    }

    static void FillSharePoint(in Person person, ref Dice dice, Span<int> cell)
    {
        var pages = dice.Chance(72) ? 1 + dice.Amount(3 * person.Vigour) : 0;
        cell.At(Measure.VisitedPages) = pages;
        cell.At(Measure.PageViews) = pages + (pages > 0 ? dice.Amount(pages * 8) : 0);
        cell.At(Measure.SharePointViewed) = pages == 0 || dice.Chance(60) ? 1 + dice.Amount(4 * person.Vigour) : 0;
        cell.At(Measure.SharePointSynced) = person.Unit.AtDesk && dice.Chance(20) ? dice.Amount(6 * person.Vigour) : 0;
        cell.At(Measure.SharePointSharedInside) = dice.Chance(9) ? 1 + dice.Amount(10) : 0;
        cell.At(Measure.SharePointSharedOutside) = dice.Chance(1) ? 1 : 0;
    }
}
