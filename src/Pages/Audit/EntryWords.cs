namespace HeymarketPortal.Pages.Audit;

/// <summary>What an entry tells, in words. A test sees that every action of the portal has some.</summary>
internal static class EntryWords
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["account.auditor-ended"] = "Ended an account’s auditing",
        ["account.changed"] = "Changed an account",
        ["account.created"] = "Created an account",
        ["account.disabled"] = "Disabled an account",
        ["account.enabled"] = "Enabled an account",
        ["account.made-administrator"] = "Made an account administrator",
        ["account.made-auditor"] = "Made an account auditor",
        ["account.made-ordinary"] = "Made an account ordinary",
        ["apikey.added"] = "Added an API key",
        ["apikey.promoted"] = "Put an API key in use",
        ["apikey.refused"] = "Noted that Heymarket refuses an API key",
        ["apikey.revoked"] = "Revoked an API key",
        ["apikey.verified"] = "Verified an API key",
        ["drafts.erased"] = "Erased old drafts and events",
        ["history.audited"] = "Searched the sends of all teams",
        ["history.export-began"] = "Began to export the history",
        ["history.exported"] = "Exported the history",
        ["invitation.accepted"] = "Accepted an invitation",
        ["invitation.created"] = "Invited somebody",
        ["invitation.withdrawn"] = "Withdrew an invitation",
        ["member.added"] = "Joined the team",
        ["member.denied"] = "Took a right from a member",
        ["member.granted"] = "Gave a member a right",
        ["member.person"] = "Linked a member to a Heymarket person",
        ["member.removed"] = "Removed a member",
        ["member.role"] = "Changed a member’s role",
        ["members.read"] = "Looked at the members",
        ["password.changed"] = "Changed a password",
        ["sessions.ended"] = "Ended other sessions",
        ["password.reset"] = "Set a new password by link",
        ["recovery-code.used"] = "Signed in with a recovery code",
        ["recovery-codes.made"] = "Made new recovery codes",
        ["reset.created"] = "Made a link to set a password",
        ["retention.changed"] = "Changed how long texts are kept",
        ["second-factor.off"] = "Turned the authenticator app off",
        ["second-factor.on"] = "Turned the authenticator app on",
        ["second-factor.reset"] = "Reset an account’s second factor",
        ["send.again"] = "Sent a text again",
        ["send.cancelled"] = "Cancelled a text",
        ["send.closed"] = "Closed a text",
        ["send.confirmed"] = "Confirmed a text",
        ["send.released"] = "Sent a waiting text now",
        ["send.unscheduled"] = "Took a scheduled text back",
        ["sends.erased"] = "Erased old texts and numbers",
        ["team.archived"] = "Archived a team",
        ["team.changed"] = "Changed the team’s settings",
        ["team.created"] = "Created a team",
        ["team.restored"] = "Restored a team",
        ["team.resumed"] = "Let the team send again",
        ["team.second-factor"] = "Changed whether the team requires a second factor",
        ["team.stopped"] = "Stopped all sends",
        ["webhook.created"] = "Made a webhook",
        ["webhook.removed"] = "Removed the webhook",
        ["webhook.replaced"] = "Replaced the webhook",
    };

    public static string Of(string action) => Words.GetValueOrDefault(action, action);

    public static bool Has(string action) => Words.ContainsKey(action);
}
