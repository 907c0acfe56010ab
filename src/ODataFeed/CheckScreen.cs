namespace ODataFeed;

/// <summary>The lines of <c>check</c>: a mark, what was looked at, what was found; below a bad one what to do.</summary>
sealed class CheckScreen(TextWriter output)
{
    const int NameWidth = 24;

    bool _isBad;

    public void Well(string name, string found) => output.WriteLine($"✔ {name,-NameWidth} {found}");

    public void Bad(string name, string found, string todo)
    {
        _isBad = true;
        output.WriteLine($"✘ {name,-NameWidth} {found}");
        output.WriteLine($"  {"",-NameWidth} → {todo}");
    }

    /// <summary>Says how it stands; the program's exit code.</summary>
    public int End()
    {
        output.WriteLine();
        output.WriteLine(_isBad ? "Not ready: do what the arrows say, then check again." : "Ready.");
        return _isBad ? 1 : 0;
    }
}
