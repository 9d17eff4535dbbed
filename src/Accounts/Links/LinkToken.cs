using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HeymarketPortal.Accounts;

/// <summary>What makes an account link unguessable. Only its hash is stored: who reads the database opens no account.</summary>
internal static class LinkToken
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
