using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HeymarketPortal.Data.Secrets;

/// <summary>AES-256-GCM with a random 96-bit nonce, as text.</summary>
/// <example><c>v1.2026-11.Zm9vYmFyYmF6cXV4.k3yd….9Qx…</c>: version, key id, nonce, ciphertext, tag.</example>
public static class SealedBox
{
    private const string Version = "v1";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <param name="context">Bound to the box: it does not open under another context, such as another team's.</param>
    public static string Seal(string keyId, byte[] key, ReadOnlySpan<byte> plain, string context)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        Span<byte> tag = stackalloc byte[TagBytes];
        RandomNumberGenerator.Fill(nonce);
        var cipher = new byte[plain.Length];
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, cipher, tag, Encoding.UTF8.GetBytes(context));
        return string.Join('.', Version, keyId, Base64Url.EncodeToString(nonce), Base64Url.EncodeToString(cipher), Base64Url.EncodeToString(tag));
    }

    /// <exception cref="CryptographicException">Not sealed with this key and context, or damaged.</exception>
    public static byte[] Open(byte[] key, string box, string context)
    {
        var parts = PartsOf(box);
        try
        {
            var cipher = Base64Url.DecodeFromChars(parts[3]);
            var plain = new byte[cipher.Length];
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(Base64Url.DecodeFromChars(parts[2]), cipher, Base64Url.DecodeFromChars(parts[4]), plain, Encoding.UTF8.GetBytes(context));
            return plain;
        }
        catch (Exception damaged) when (damaged is FormatException or ArgumentException)
        {
            throw new CryptographicException("The sealed text is damaged.", damaged);
        }
    }

    public static string KeyIdOf(string box) => PartsOf(box)[1];

    /// <summary>The same box under another name of its key: the name is not bound to it.</summary>
    public static string Renamed(string box, string keyId)
    {
        var parts = PartsOf(box);
        parts[1] = keyId;
        return string.Join('.', parts);
    }

    private static string[] PartsOf(string box)
    {
        var parts = box.Split('.');
        return parts.Length == 5 && parts[0] == Version ? parts : throw new CryptographicException("Not a sealed text of this version.");
    }
}
