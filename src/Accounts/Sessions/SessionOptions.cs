namespace HeymarketPortal.Accounts;

/// <summary>How long sessions last (<c>Accounts</c> in the settings).</summary>
public sealed class SessionOptions
{
    public const string Section = "Accounts";

    /// <summary>Seconds without anybody doing anything after which a session ends.</summary>
    public int IdleSeconds { get; set; } = 30 * 60;

    /// <summary>Every so many seconds an open page is held against its session.</summary>
    public int CheckSeconds { get; set; } = 60;

    /// <summary>Pages that one account may have open at once: each keeps its state in the portal's memory.</summary>
    public int OpenPages { get; set; } = 20;

    internal TimeSpan Idle => TimeSpan.FromSeconds(IdleSeconds);

    // Written this often at most.
    internal TimeSpan SeenEvery => TimeSpan.FromSeconds(Math.Min(60, IdleSeconds / 10.0));
}
