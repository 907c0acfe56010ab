using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ODataFeed.Access;

/// <summary>
/// A key of the settings. Only its SHA-256 is known: a key is 256 random bits, so that neither salt nor a slow hash would add anything.
/// </summary>
/// <param name="Name">What the settings call it; never secret.</param>
sealed record AccessKey(string Name, byte[] Hash, ReadRights Rights)
{
    /// <summary>Tells people, and programs that look for leaked secrets, what the text is.</summary>
    const string Prefix = "odf_";

    /// <summary>A new key and its hash in hexadecimal digits. The key consists of characters that need no escape in a URL.</summary>
    public static (string Key, string Hash) New()
    {
        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (key, Convert.ToHexStringLower(HashOf(key)));
    }

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static bool TryParseHash(string? text, out byte[] hash)
    {
        hash = new byte[SHA256.HashSizeInBytes];
        return text?.Length == 2 * hash.Length && Convert.FromHexString(text, hash, out _, out var written) == System.Buffers.OperationStatus.Done && written == hash.Length;
    }

    /// <summary>The key whose hash the presented text has. All are compared, each in fixed time, so that the time taken tells nothing.</summary>
    public static AccessKey? Find(IReadOnlyList<AccessKey> keys, string presented)
    {
        var hash = HashOf(presented);
        AccessKey? found = null;
        foreach (var key in keys)
        {
            if (CryptographicOperations.FixedTimeEquals(key.Hash, hash))
                found = key;
        }

        return found;
    }

    /// <summary>The name alone: a record prints all it holds.</summary>
    public override string ToString() => Name;
}
