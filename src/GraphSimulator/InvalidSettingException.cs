namespace GraphSimulator;

/// <summary>A setting that stops the start. The message names it, what was found and what is legal.</summary>
public sealed class InvalidSettingException(string setting, string? found, string legal)
    : Exception($"The setting {setting} is '{found}'; legal is {legal}.");
