using System.Security.Cryptography;

namespace HeymarketPortal.Data.Secrets;

/// <summary>
/// The keys that wrap everything else. Several may be present while one replaces another; the newest writes. They come
/// from the environment (<c>Secrets:Keys:NAME</c>, 32 bytes in Base64) or from the lines of the file <c>Secrets:KeyFile</c>, never from the database.
/// </summary>
public sealed class MasterKeys
{
    /// <summary>Length of a key in bytes (AES-256).</summary>
    public const int KeyBytes = 32;

    /// <summary>What the keys of cookies and antiforgery tokens are bound to.</summary>
    public const string KeyRingContext = "v1|portal|keyring";

    private readonly Dictionary<string, byte[]> _keys;

    /// <param name="keys">Names and keys, oldest first.</param>
    public MasterKeys(IReadOnlyList<KeyValuePair<string, byte[]>> keys)
    {
        ArgumentOutOfRangeException.ThrowIfZero(keys.Count);
        _keys = keys.ToDictionary();
        Writer = keys[^1].Key;
    }

    /// <summary>The name of the key that seals from now on.</summary>
    public string Writer { get; }

    public bool Has(string keyId) => _keys.ContainsKey(keyId);

    /// <summary>Seals with the newest key.</summary>
    public string Seal(ReadOnlySpan<byte> plain, string context) => SealedBox.Seal(Writer, _keys[Writer], plain, context);

    /// <summary>The names of all that are present.</summary>
    public IEnumerable<string> Names => _keys.Keys;

    /// <exception cref="CryptographicException">The key is missing, or it is not the one that sealed.</exception>
    public byte[] Open(string box, string context) =>
        _keys.TryGetValue(SealedBox.KeyIdOf(box), out var key)
            ? SealedBox.Open(key, box, context)
            : throw new CryptographicException("No present master key has this name.");
}
