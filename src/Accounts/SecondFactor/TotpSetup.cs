using System.Security.Cryptography;
using System.Text;
using HeymarketPortal.Data;
using Microsoft.AspNetCore.DataProtection;
using QRCoder;

namespace HeymarketPortal.Accounts;

/// <summary>
/// A secret on its way into an authenticator app. Until a code of it is typed it is stored nowhere: the form carries it, closed, for this
/// account and for as long as its second factor does not change.
/// </summary>
internal sealed class TotpSetup(IDataProtectionProvider protection)
{
    private const string Issuer = "Heymarket Portal";
    private readonly IDataProtector _protector = protection.CreateProtector("HeymarketPortal.TotpSetup");

    /// <returns>What the hidden field holds.</returns>
    public string Close(Account account, byte[] secret) => _protector.Protect($"{account.Id}|{account.SecurityStamp}|{Convert.ToHexString(secret)}");

    /// <returns>Null when it is not ours, another account's, or from before something changed.</returns>
    public byte[]? Open(Account account, string? closed)
    {
        try
        {
            return _protector.Unprotect(closed ?? "").Split('|') is [var id, var stamp, var secret]
                && id == $"{account.Id}" && stamp == account.SecurityStamp ? Convert.FromHexString(secret) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What the QR code says, in the form that authenticator apps agree on. What every app takes for granted is left out: fewer squares to scan.</summary>
    public static string AddressOf(Account account, byte[] secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(Issuer)}:{Uri.EscapeDataString(account.Email ?? "")}?secret={Base32.Encode(secret)}" +
        $"&issuer={Uri.EscapeDataString(Issuer)}";

    /// <summary>The secret to type, in groups of four.</summary>
    public static string Typed(byte[] secret) => string.Join(' ', Base32.Encode(secret).Chunk(4).Select(four => new string(four)));

    /// <summary>The QR code as one path over <paramref name="size"/> × <paramref name="size"/> squares, its quiet margin included.</summary>
    public static string PathOf(string text, out int size)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        size = code.ModuleMatrix.Count;
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                if (code.ModuleMatrix[y][x])
                {
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }
        return path.ToString();
    }
}
