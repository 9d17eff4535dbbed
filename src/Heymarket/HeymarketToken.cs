using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Heymarket;

/// <summary>
/// The token that an API secret signs for one request. Heymarket takes it for five minutes from <c>iat</c> and documents no
/// <c>exp</c>, so there is none.
/// </summary>
/// <example><c>{"alg":"HS256","typ":"JWT"}.{"iss":"the Secret ID","iat":1767225600}</c>, signed with <c>Secret ID||Secret Key</c>.</example>
public static class HeymarketToken
{
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    public static string Mint(ApiKeyCredentials.Secret secret, DateTimeOffset now)
    {
        var payload = $$"""{"iss":"{{JsonEncodedText.Encode(secret.Id)}}","iat":{{now.ToUnixTimeSeconds()}}}""";
        var signed = $"{Header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        var key = Encoding.UTF8.GetBytes($"{secret.Id}||{secret.Key}");
        try
        {
            return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)))}";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
