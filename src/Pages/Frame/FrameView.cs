using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Pages.Frame;

/// <summary>All that the frame shows, read at one moment.</summary>
/// <param name="Access">The team of the address; on a page of administration the team opened last, if any.</param>
/// <param name="Refusal">Why the page is not shown; null when it is.</param>
public sealed record FrameView(FrameAccount Account, TeamAccess? Access, TeamRefusal? Refusal, IReadOnlyList<TeamEntry> Teams, FrameCounts Counts)
{
    public FrameAlarms Alarms { get; init; } = FrameAlarms.None;
    public string Place => Access?.Name ?? "Heymarket Portal";
    public IReadOnlyList<NavGroup> Groups => FrameNavigation.For(Access, Account, Counts);

    /// <summary>Whether both show the same: drawing again would make every page read its data again.</summary>
    public bool LooksLike(FrameView? other) => other is not null && Account == other.Account && Access == other.Access
        && Refusal == other.Refusal && Counts == other.Counts && Alarms == other.Alarms && Teams.SequenceEqual(other.Teams);
}

/// <summary>Who is signed in. Cascaded to every live page.</summary>
public sealed record FrameAccount(long Id, string Name, bool Administrator, bool Auditor = false)
{
    /// <summary>When they last proved who they are.</summary>
    public DateTimeOffset? SignedInAt { get; init; }
}

/// <summary>What wants somebody, beside the entries of the navigation.</summary>
/// <param name="Review">Sends that are Unknown or Not at Heymarket.</param>
/// <param name="KeyTrouble">API keys that Heymarket refused.</param>
public sealed record FrameCounts(int Review, int KeyTrouble)
{
    public static readonly FrameCounts None = new(0, 0);
}

/// <summary>What keeps the team's texts from leaving: told on every page of it.</summary>
/// <param name="Stop">Who stopped all sends; null while they go on.</param>
/// <param name="Key">The key in use that Heymarket refused; only admins are told.</param>
public sealed record FrameAlarms(TeamStop? Stop, FrameKey? Key, int Held)
{
    public static readonly FrameAlarms None = new(null, null, 0);
}

public sealed record FrameKey(string Label, string LastFour, string? Trouble);
