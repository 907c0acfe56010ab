using System.IO.Enumeration;

namespace ODataFeed.Access;

/// <summary>Who may call: the settings of section <c>Access</c>.</summary>
sealed record AccessOptions
{
    /// <summary>The ways to prove who one is; any of them will do (<c>Anonymous</c>).</summary>
    public IReadOnlyList<AccessMode> Modes { get; init; } = [AccessMode.Anonymous];

    /// <summary>Anonymous callers are answered beyond the machine itself, too (false).</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>The keys; none where the mode is not among <see cref="Modes"/>.</summary>
    public IReadOnlyList<AccessKey> Keys { get; init; } = [];

    /// <summary>Whose tokens are taken; null where the mode is not among <see cref="Modes"/>.</summary>
    public EntraOptions? Entra { get; init; }

    public bool Anonymous => Modes.Contains(AccessMode.Anonymous);

    /// <summary>Whoever can reach the service may read it, so it must be reachable from this machine only.</summary>
    public bool LoopbackOnly => Anonymous && !AllowAnonymous;

    /// <param name="reader">The settings.</param>
    /// <param name="sets">The entity sets that globs may name.</param>
    /// <param name="authority">Where the cloud's tokens come from.</param>
    /// <param name="publicUrl">The URL under which clients reach the service, where it is set.</param>
    public static AccessOptions Read(SettingsReader reader, IReadOnlyCollection<string> sets, Uri authority, string? publicUrl)
    {
        var section = reader.Section("Access");
        var modes = section.Choices("Mode", AccessMode.Anonymous);
        var keys = section.Entries("Keys").Select(entry => ReadKey(entry, sets)).OfType<AccessKey>().ToList();
        var entra = EntraOptions.Read(section.Section("Entra"), modes.Contains(AccessMode.Entra), authority, publicUrl);
        if (modes.Contains(AccessMode.Keys) && !section.Entries("Keys").Any())
            section.Wrong("Keys", "at least one key, because Access:Mode has Keys; the verb 'key new <name>' makes one");
        return new AccessOptions
        {
            Modes = modes,
            AllowAnonymous = section.Flag("AllowAnonymous", false),
            Keys = modes.Contains(AccessMode.Keys) ? keys : [],
            Entra = entra,
        };
    }

    static AccessKey? ReadKey(SettingsSection entry, IReadOnlyCollection<string> sets)
    {
        var rights = new ReadRights(ReadGlobs(entry, sets), entry.Flag("Personal", true));
        var hash = entry.Secrets.Text("Hash");
        if (AccessKey.TryParseHash(hash, out var bytes))
            return new AccessKey(entry.Name, bytes, rights);
        entry.Secrets.Wrong("Hash", "the SHA-256 of a key in 64 hexadecimal digits, as the verb 'key new <name>' prints it");
        return null;
    }

    static IReadOnlyList<string>? ReadGlobs(SettingsSection entry, IReadOnlyCollection<string> sets)
    {
        var globs = entry.List("Sets");
        foreach (var glob in globs?.Where(glob => !sets.Any(set => FileSystemName.MatchesSimpleExpression(glob, set))) ?? [])
            entry.Wrong("Sets", $"names of entity sets, and globs such as Teams*; '{glob}' is none, nearest: {string.Join(", ", Nearest.Of(glob, sets, 3))}");
        return globs;
    }
}
