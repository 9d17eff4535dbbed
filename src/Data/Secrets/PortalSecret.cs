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
    /// <param name="adds">
    /// Whether a canary of the newest master key is added. Only by a process that has the database for itself: a canary tells a command that
    /// the portal it runs beside knows that key.
    /// </param>
    /// <returns>False when no present master key opens it, or one of them is not the key it is called.</returns>
    public async Task<bool> OpenAsync(Database database, MasterKeys keys, bool adds = true)
    {
        var canaries = await database.ReadAsync(null, db => db.Canaries.AsNoTracking().ToListAsync());
        if (canaries.Count == 0)
        {
            _secret = RandomNumberGenerator.GetBytes(32);
        }
        else if (canaries.FindAll(c => keys.Has(c.KeyId)) is not { Count: > 0 } mine || !mine.TrueForAll(canary => TryOpen(canary, keys)))
        {
            return false;
        }
        if (adds && canaries.TrueForAll(c => c.KeyId != keys.Writer))
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
