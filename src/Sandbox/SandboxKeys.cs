using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HeymarketPortal.Sandbox;

/// <summary>Who is calling.</summary>
/// <param name="Scheme"><c>static</c> or <c>jwt</c>.</param>
/// <param name="LastFour">Of the static key or the Secret ID; empty when four would be most of it.</param>
public sealed record SandboxCaller(SandboxAccount Account, string Scheme, string LastFour);

/// <summary>
/// Tells accounts apart by their keys, without registration. Two rules, told on <c>/sandbox</c>:
/// a static key is <c>sbx_ACCOUNT</c> or <c>sbx_ACCOUNT.ANYTHING</c>; a Secret ID is any GUID, its account is the part
/// before the first hyphen, and its Secret Key is <see cref="SecretKeyFor"/>.
/// </summary>
public sealed class SandboxKeys(SwitchBoard switches, TimeProvider time)
{
    public const string SampleStaticKey = "sbx_demo_clinic_7f3a";
    public const string SampleSecretId = "5b0c6c9e-7c47-4b1c-8a3e-2f6b7a9d0e11";

    private const string Prefix = "sbx_";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, SandboxAccount> accounts = new();

    /// <summary>The Secret Key of any Secret ID: 32 hexadecimal digits of SHA-256 over <c>heymarket-sandbox:SECRET-ID</c>.</summary>
    public static string SecretKeyFor(string secretId) =>
        Convert.ToHexStringLower(Digest($"heymarket-sandbox:{secretId.ToLowerInvariant()}"))[..32];

    /// <summary>Null when the header is missing, of another kind, wrong or too old.</summary>
    public SandboxCaller? Recognise(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var token = authorization["Bearer ".Length..].Trim();
        return token.Count(c => c == '.') == 2 && !token.StartsWith(Prefix, StringComparison.Ordinal)
            ? FromToken(token.Split('.'))
            : FromStaticKey(token);
    }

    internal SandboxAccount AccountOf(string id) => accounts.GetOrAdd(id, SandboxSeed.Account);

    private SandboxCaller? FromStaticKey(string key)
    {
        if (switches.Current.Credentials == Credentials.JwtOnly || !key.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var account = key[Prefix.Length..].Split('.')[0];
        var readable = key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
        return account.Length is > 0 and <= 80 && readable ? Caller(account, "static", key) : null;
    }

    // eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiIxMTEx…","iat":1767225600}.V4eXO40f…
    private SandboxCaller? FromToken(string[] parts)
    {
        if (switches.Current.Credentials == Credentials.KeyOnly
            || Part(parts[0]) is not { } header || Part(parts[1]) is not { } payload
            || Text(header, "alg") != "HS256" || Text(payload, "iss") is not { } secretId || !Guid.TryParseExact(secretId, "D", out _)
            || !payload.TryGetProperty("iat", out var iat) || iat.ValueKind != JsonValueKind.Number || !iat.TryGetInt64(out var issued))
        {
            return null;
        }

        var key = Encoding.UTF8.GetBytes($"{secretId}||{SecretKeyFor(secretId)}");
        var expected = Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}")));
        var signed = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(parts[2]));
        return signed && InTime(issued) ? Caller(secretId.ToLowerInvariant().Split('-')[0], "jwt", secretId) : null;
    }

    private bool InTime(long issued)
    {
        var age = time.GetUtcNow().ToUnixTimeSeconds() - issued;
        return !switches.Current.StrictWindow || (age <= Window.TotalSeconds && age >= -Skew.TotalSeconds);
    }

    private SandboxCaller Caller(string account, string scheme, string credential) => new(
        AccountOf(Convert.ToHexStringLower(Digest(account))[..32]), scheme, credential.Length >= 12 ? credential[^4..] : "");

    private static JsonElement? Part(string encoded)
    {
        try
        {
            var element = JsonElement.Parse(Base64Url.DecodeFromChars(encoded));
            return element.ValueKind == JsonValueKind.Object ? element : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
