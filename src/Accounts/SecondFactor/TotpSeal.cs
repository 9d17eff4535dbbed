using HeymarketPortal.Data.Secrets;

namespace HeymarketPortal.Accounts;

/// <summary>
/// Seals the secrets of authenticator apps. The key is the portal's own, which outlives a change of master key; the account is bound, so
/// that a row copied to another account does not open there.
/// </summary>
internal sealed class TotpSeal(PortalSecret portal)
{
    private const string KeyId = "portal";
    private const string Purpose = "totp";

    public string Seal(long accountId, byte[] secret) => SealedBox.Seal(KeyId, portal.KeyFor(Purpose), secret, Context(accountId));

    /// <exception cref="System.Security.Cryptography.CryptographicException">Another account's, or damaged.</exception>
    public byte[] Open(long accountId, string box) => SealedBox.Open(portal.KeyFor(Purpose), box, Context(accountId));

    private static string Context(long accountId) => $"v1|account|{accountId}|totp";
}
