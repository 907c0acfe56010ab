namespace GraphSimulator.Tenant;

/// <summary>What a draw is for. Draws of different purposes are independent; the numbers of <see cref="Product"/> come first.</summary>
static class Purpose
{
    public const int Absence = 16;
    public const int Mail = 17;
    public const int MailPlace = 18;
    public const int SitePlace = 19;
    public const int TeamPlace = 20;
    public const int YammerPlace = 21;
    public const int AtWork = 24;
    public const int Department = 32;
    public const int Plan = 33;
    public const int AddOns = 34;
    public const int Hired = 35;
    public const int Leaves = 36;
    public const int Copilot = 37;
    public const int Habit = 40;
    public const int Home = 64;
    public const int Storage = 80;
    public const int Activation = 81;
    public const int DriveStorage = 88;
    public const int Identity = 82;
    public const int Place = 96;
    public const int Application = 112;
}
