namespace GraphSimulator.Api;

/// <summary>The two versions of Graph; they differ in functions, columns and formats.</summary>
enum GraphVersion
{
    V1,
    Beta,
}
