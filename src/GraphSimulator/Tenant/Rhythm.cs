namespace GraphSimulator.Tenant;

/// <summary>When people of a department work.</summary>
enum Rhythm
{
    /// <summary>Monday to Friday, off on public holidays.</summary>
    Office,

    /// <summary>Shops and factories: every day, five days of seven each.</summary>
    Shifts,
}
