using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace ODataFeed.Access;

/// <summary>
/// Seals cookies with a key made of the registration's client secret: all replicas have it, and nothing is written to a disk that may be
/// read-only. A new secret ends all sessions.
/// </summary>
/// <param name="key">32 bytes.</param>
sealed class SecretProtection(byte[] key) : IDataProtector
{
    public static SecretProtection Of(string secret) => new(Derive(Encoding.UTF8.GetBytes(secret), "ODataFeed"));

    public IDataProtector CreateProtector(string purpose) => new SecretProtection(Derive(key, purpose));

    /// <summary>AES-GCM: nonce, tag, then the text.</summary>
    public byte[] Protect(byte[] plaintext)
    {
        var sealedText = new byte[NonceSize + TagSize + plaintext.Length];
        RandomNumberGenerator.Fill(sealedText.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(sealedText.AsSpan(0, NonceSize), plaintext, sealedText.AsSpan(NonceSize + TagSize), sealedText.AsSpan(NonceSize, TagSize));
        return sealedText;
    }

    public byte[] Unprotect(byte[] protectedData)
    {
        if (protectedData.Length < NonceSize + TagSize)
            throw new CryptographicException("The text is too short to have been sealed here.");
        var plaintext = new byte[protectedData.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(protectedData.AsSpan(0, NonceSize), protectedData.AsSpan(NonceSize + TagSize), protectedData.AsSpan(NonceSize, TagSize), plaintext);
        return plaintext;
    }

    static int NonceSize => AesGcm.NonceByteSizes.MaxSize;

    static int TagSize => AesGcm.TagByteSizes.MaxSize;

    static byte[] Derive(byte[] key, string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes(purpose));
}
