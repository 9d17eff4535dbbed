using System.Security.Cryptography;
using System.Text;
using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;

namespace HeymarketPortal.Teams;

/// <summary>Turns credentials into sealed columns and back.</summary>
public sealed class ApiKeySeal(TeamVault vault, PortalSecret secret)
{
    private const string KeyField = "key";
    private const string SecretIdField = "secret-id";

    internal ApiKey NewRow(Team team, ApiKeyCredentials credentials) => credentials switch
    {
        ApiKeyCredentials.Secret(var id, var key) => Row(team, ApiKeyKind.Secret, credentials, key, vault.Seal(team, SecretIdField, id)),
        ApiKeyCredentials.Static(var key) => Row(team, ApiKeyKind.Static, credentials, key, null),
        _ => throw new ArgumentException("An unknown kind of credentials.", nameof(credentials)),
    };

    /// <summary>The same credentials under the data key that the team has now.</summary>
    internal void Reseal(Team team, ApiKey row, ApiKeyCredentials credentials)
    {
        var fresh = NewRow(team, credentials);
        (row.SealedKey, row.SealedSecretId) = (fresh.SealedKey, fresh.SealedSecretId);
    }

    /// <returns>Null when the key was destroyed.</returns>
    /// <exception cref="CryptographicException">Sealed for another team, damaged, or the master key is missing.</exception>
    internal ApiKeyCredentials? Open(Team team, ApiKey row)
    {
        if (row.SealedKey.Length == 0)
        {
            return null;
        }
        var key = vault.Open(team, KeyField, row.SealedKey);
        return row.SealedSecretId is { } id
            ? new ApiKeyCredentials.Secret(vault.Open(team, SecretIdField, id), key)
            : new ApiKeyCredentials.Static(key);
    }

    /// <summary>The same for the same credentials in this installation, and of no use outside of it.</summary>
    public string FingerprintOf(ApiKeyCredentials credentials)
    {
        var text = credentials switch
        {
            ApiKeyCredentials.Secret(var id, var key) => $"secret\n{id}\n{key}",
            ApiKeyCredentials.Static(var key) => $"static\n{key}",
            _ => throw new ArgumentException("An unknown kind of credentials.", nameof(credentials)),
        };
        return Convert.ToHexStringLower(HMACSHA256.HashData(secret.KeyFor("fingerprint"), Encoding.UTF8.GetBytes(text)));
    }

    private ApiKey Row(Team team, ApiKeyKind kind, ApiKeyCredentials credentials, string key, string? sealedSecretId) => new()
    {
        TeamId = team.Id,
        Kind = kind,
        Label = "",
        RateKey = "",
        SealedKey = vault.Seal(team, KeyField, key),
        SealedSecretId = sealedSecretId,
        // Four characters of a short key would be too much of it.
        LastFour = key.Length >= 12 ? key[^4..] : "",
        Fingerprint = FingerprintOf(credentials),
    };
}
