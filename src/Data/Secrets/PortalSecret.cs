using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data.Secrets;

/// <summary>
/// A random secret of this installation, stored only sealed under the master keys (the canary). Opening it proves that the right
/// master key is present; the keys of the audit chain and of fingerprints are derived from it, so they outlive a change of
/// master key.
/// </summary>
public sealed class PortalSecret
{
    private const string Context = "v1|portal|canary";
    private byte[]? _secret;

    /// <summary>A key for one purpose, 32 bytes.</summary>
    public byte[] KeyFor(string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, _secret ?? throw new InvalidOperationException("The portal's secret is not opened yet."), 32,
        info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>Opens the canary, or makes it in an empty database.</summary>
    /// <returns>False when no present master key opens it.</returns>
    public async Task<bool> OpenAsync(Database database, MasterKeys keys)
    {
        var canaries = await database.ReadAsync(null, db => db.Canaries.AsNoTracking().ToListAsync());
        if (canaries.Count == 0)
        {
            _secret = RandomNumberGenerator.GetBytes(32);
        }
        else if (canaries.Find(c => keys.Has(c.KeyId)) is not { } mine || !TryOpen(mine, keys))
        {
            return false;
        }
        if (canaries.TrueForAll(c => c.KeyId != keys.Writer))
        {
            var canary = new Canary { KeyId = keys.Writer, Sealed = keys.Seal(_secret!, Context) };
            await database.WriteAsync(null, async db => await db.Canaries.AddAsync(canary));
        }
        return true;
    }

    private bool TryOpen(Canary canary, MasterKeys keys)
    {
        try
        {
            _secret = keys.Open(canary.Sealed, Context);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
