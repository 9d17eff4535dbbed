using System.Text;

namespace HeymarketPortal.Accounts;

/// <summary>How secrets are typed into authenticator apps (RFC 4648, without the padding that they do not want).</summary>
internal static class Base32
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsPerLetter = 5;

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (waiting, bits) = (0, 0);
        foreach (var one in bytes)
        {
            (waiting, bits) = ((waiting << 8) | one, bits + 8);
            for (; bits >= BitsPerLetter; bits -= BitsPerLetter)
            {
                text.Append(Letters[(waiting >> (bits - BitsPerLetter)) & 31]);
            }
            waiting &= (1 << bits) - 1;
        }
        return bits == 0 ? text.ToString() : text.Append(Letters[(waiting << (BitsPerLetter - bits)) & 31]).ToString();
    }
}
