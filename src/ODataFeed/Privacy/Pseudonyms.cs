using System.Security.Cryptography;
using System.Text;

namespace ODataFeed.Privacy;

/// <summary>
/// Puts a keyed hash (HMAC-SHA-256, its first half) in the place of a text. The same text gives the same pseudonym in every report, on
/// every day, in any case of its letters, as Entra compares names; without the key nobody can tell whose it is, or try names.
/// </summary>
/// <param name="secret">The key.</param>
sealed class Pseudonyms(string secret)
{
    /// <summary>
    /// The letter p, then 32 hexadecimal digits: not to be taken for the 32 digits that Graph itself puts where a tenant conceals names.
    /// </summary>
    public const int Length = 1 + (2 * Kept);

    /// <summary>128 bits: among a billion names no two are expected to meet.</summary>
    const int Kept = 16;

    readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    /// <summary>Tells the key from others and gives nothing of it away; a store remembers it.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "ODataFeed pseudonyms"u8).AsSpan(0, 8));

    /// <summary>Writes the pseudonym of a text that is not empty.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="pseudonym">At least <see cref="Length"/> bytes; ASCII.</param>
    public void Write(ReadOnlySpan<byte> text, Span<byte> pseudonym)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (text.Length <= 256 && Ascii.IsValid(text))
        {
            Span<byte> lower = stackalloc byte[text.Length];
            Ascii.ToLower(text, lower, out _);
            HMACSHA256.HashData(_key, lower, hash);
        }
        else
        {
            HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).ToLowerInvariant()), hash);
        }

        pseudonym[0] = (byte)'p';
        Convert.TryToHexStringLower(hash[..Kept], pseudonym[1..], out _);
    }

    /// <summary>Whether a text has the form of a pseudonym.</summary>
    public static bool IsOne(string text) => text.Length == Length && text[0] == 'p' && !text.AsSpan(1).ContainsAnyExcept("0123456789abcdef");

    public string Of(string text)
    {
        Span<byte> pseudonym = stackalloc byte[Length];
        Write(Encoding.UTF8.GetBytes(text), pseudonym);
        return Encoding.ASCII.GetString(pseudonym);
    }
}
