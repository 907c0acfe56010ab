using ODataFeed.Access;

namespace ODataFeed;

/// <summary>The verb <c>key</c>: <c>key new &lt;name&gt;</c> makes a key, shows it once, and says which setting makes it good.</summary>
static class KeyVerb
{
    /// <summary>0 after a key was made, 2 where the words are wrong.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is not ["new", var name] || !IsName(name))
        {
            await errors.WriteLineAsync("Legal: key new <name>, where the name consists of letters, digits, '-' and '.', such as 'key new power-bi'.");
            return 2;
        }

        var (key, hash) = AccessKey.New();
        await output.WriteLineAsync($"""
            Key (shown this once, kept nowhere):
              {key}
            Settings that make it good:
              Access:Mode=Keys
              Access:Keys:{name}:Hash={hash}
            Limit it with Access:Keys:{name}:Sets=Teams*,Office365* and Access:Keys:{name}:Personal=false.
            """);
        return 0;
    }

    /// <summary>Within a setting's name a colon would be another level, and in the environment so would two underscores.</summary>
    static bool IsName(string name) => name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');
}
