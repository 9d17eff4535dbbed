using HeymarketPortal.Data;

namespace HeymarketPortal.Accounts;

/// <summary>What making an account link came to.</summary>
public abstract record LinkAnswer
{
    private LinkAnswer()
    {
    }

    /// <param name="Path">From the portal's root, such as <c>/account/reset/…</c>. It is told this once and cannot be read again.</param>
    public sealed record Made(string Path, DateTimeOffset ExpiresAt) : LinkAnswer
    {
        public override string ToString() => "(an account link)";
    }

    public sealed record Refused(string Sentence) : LinkAnswer;
}

/// <summary>An invitation that nobody has used yet.</summary>
public sealed record PendingInvitation(long Id, string Email, Role Role, DateTimeOffset ExpiresAt);
