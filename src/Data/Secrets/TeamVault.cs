using System.Security.Cryptography;
using System.Text;

namespace HeymarketPortal.Data.Secrets;

/// <summary>
/// Seals a team's secrets: a data key per team, wrapped by the master key. The team and the field are bound to each box, so
/// a row copied to another team does not open there.
/// </summary>
public sealed class TeamVault(MasterKeys masterKeys)
{
    /// <summary>A new team's data key, wrapped. The team's slug never changes, its id is not known yet: the slug is bound.</summary>
    public string NewTeamKey(string slug) => masterKeys.Seal(RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes), KeyContext(slug));

    /// <summary>The same data key, wrapped by the newest master key.</summary>
    /// <exception cref="CryptographicException">The master key that wrapped it is missing or wrong.</exception>
    public string Rewrapped(Team team)
    {
        var key = masterKeys.Open(team.WrappedKey, KeyContext(team.Slug));
        try
        {
            return masterKeys.Seal(key, KeyContext(team.Slug));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public string Seal(Team team, string field, string plain)
    {
        var key = masterKeys.Open(team.WrappedKey, KeyContext(team.Slug));
        try
        {
            return SealedBox.Seal(SealedBox.KeyIdOf(team.WrappedKey), key, Encoding.UTF8.GetBytes(plain), Context(team, field));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <exception cref="CryptographicException">The master key is missing or wrong, or the box is another team's.</exception>
    public string Open(Team team, string field, string box)
    {
        var key = masterKeys.Open(team.WrappedKey, KeyContext(team.Slug));
        try
        {
            return Encoding.UTF8.GetString(SealedBox.Open(key, box, Context(team, field)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static string KeyContext(string slug) => $"v1|{slug}|datakey";

    private static string Context(Team team, string field) => $"v1|{team.Id}|apikey|{field}";
}
