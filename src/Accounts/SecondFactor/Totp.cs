using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HeymarketPortal.Accounts;

/// <summary>
/// Codes of authenticator apps (RFC 6238: SHA-1, six digits, 30 seconds), which is all that every app knows. Identity's own provider
/// takes two steps either way and the same code again and again; this one takes one, and tells which step it was.
/// </summary>
internal static class Totp
{
    /// <summary>The length of SHA-1's result, as RFC 4226 wants it.</summary>
    public const int SecretBytes = 20;
    public const int StepSeconds = 30;
    private const int Tolerance = 1;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    public static string CodeOf(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // Authenticator apps know SHA-1 alone; as a keyed hash it is not broken.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0x0f)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step that a code is of, now or one step either way; null when it is of none. Takes as long for every code.</summary>
    public static long? StepOf(byte[] secret, string? typed, DateTimeOffset now)
    {
        var code = Encoding.UTF8.GetBytes(string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c))));
        long? found = null;
        for (var step = StepAt(now) - Tolerance; step <= StepAt(now) + Tolerance; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(code, Encoding.UTF8.GetBytes(CodeOf(secret, step))))
            {
                found = step;
            }
        }
        return found;
    }
}
