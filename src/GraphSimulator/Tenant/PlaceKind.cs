namespace GraphSimulator.Tenant;

/// <summary>The kinds of <see cref="Places"/>.</summary>
enum PlaceKind
{
    Group,
    Site,
    Community,
}
