using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Pages.Frame;

/// <summary>The entries somebody sees: only what they may open.</summary>
internal static class FrameNavigation
{
    public static IReadOnlyList<NavGroup> For(TeamAccess? team, FrameAccount account, FrameCounts counts)
    {
        List<NavGroup> groups = [];
        if (team is not null)
        {
            groups.Add(new(null, Everyday(team, counts)));
            groups.Add(new("From Heymarket",
            [
                new(team.Address("inboxes"), "Inboxes", "inbox", Keys: "gi"),
                new(team.Address("people"), "People", "contact", Keys: "gp"),
                new(team.Address("lists"), "Lists", "megaphone", Keys: "gl"),
                new(team.Address("templates"), "Templates", "layout-template", Keys: "ge"),
                new(team.Address("surveys"), "Surveys", "clipboard-check", Keys: "gs"),
            ]));
        }
        if (team?.May(Permission.Manage) == true)
        {
            groups.Add(new("This team",
            [
                new(team.Address("keys"), "API keys", "key-round", counts.KeyTrouble, "need attention"),
                new(team.Address("members"), "Members", "users"),
                new(team.Address("audit"), "Audit", "shield-check"),
                new(team.Address("settings"), "Settings", "settings"),
            ]));
        }
        if (account.Auditor)
        {
            groups.Add(new("Audit", [new("/audit/history", "All teams", "scroll-text")]));
        }
        if (account.Administrator)
        {
            groups.Add(new("Portal", [new("/admin/teams", "Teams", "layers"), new("/admin/accounts", "Accounts", "users-round"), new("/admin/keys", "Shared keys", "key-round"), new("/admin/audit", "Audit", "shield-check")]));
        }
        return groups;
    }

    private static List<NavEntry> Everyday(TeamAccess team, FrameCounts counts)
    {
        List<NavEntry> entries = [new(team.Address(), "Home", "house", Keys: "gt")];
        if (team.May(Permission.Send))
        {
            entries.Add(new(team.Address("compose"), "Compose", "square-pen", Keys: "c"));
            entries.Add(new(team.Address("outbox"), "Outbox", "send", counts.Review, "need review", "go"));
        }
        entries.Add(new(team.Address("history"), "History", "history", Keys: "gh"));
        return entries;
    }
}
