using HeymarketPortal.Data;

namespace HeymarketPortal.Teams;

/// <summary>Why somebody is shown out of a team's page, in the same words before and inside a circuit.</summary>
public sealed record TeamRefusal(int Status, string Title, string Sentence)
{
    /// <summary>What to do about it, and where.</summary>
    public (string Words, string Address) Next { get; private init; } = ("Go to the start", "/");

    /// <summary>Foreign, unknown and archived teams look alike: nobody learns which teams there are.</summary>
    public static readonly TeamRefusal NoSuchTeam = new(StatusCodes.Status404NotFound, "No such team here",
        "You are not in a team with this address. If somebody gave you this link, ask them to invite you.");

    public static readonly TeamRefusal ForAdmins = new(StatusCodes.Status403Forbidden, "This page is for admins",
        "An admin of this team can open it, or make you an admin under Members.");

    public static readonly TeamRefusal ForTexters = new(StatusCodes.Status403Forbidden, "This page is for people who send",
        "You may read in this team. An admin can make you a Texter under Members.");

    public static readonly TeamRefusal ForExporters = new(StatusCodes.Status403Forbidden, "This page is for people who may export",
        "You may read in this team. An admin can allow you to export under Members.");

    public static readonly TeamRefusal ForSecondFactor = new(StatusCodes.Status403Forbidden, "This team requires a second factor",
        "Your password alone does not open it. Set up an authenticator app or a passkey, then come back.")
    {
        Next = ("Set up a second factor", "/account/manage/two-factor"),
    };

    public static readonly TeamRefusal ForAdministrators = new(StatusCodes.Status403Forbidden, "This page is for administrators",
        "It manages the whole portal. An administrator can open it.");

    public static readonly TeamRefusal ForAuditors = new(StatusCodes.Status403Forbidden, "This page is for auditors",
        "It reads the sends of every team. An administrator of the portal can make somebody an auditor under Accounts.");

    /// <summary>Null when the page may be shown.</summary>
    /// <param name="page">What the page asks for; null is a page that forgot to say so.</param>
    public static TeamRefusal? Of(TeamAccess? access, TeamPageAttribute? page)
    {
        var needed = page?.Permission ?? Permission.Manage;
        return access is null ? NoSuchTeam : access.LacksSecondFactor ? ForSecondFactor : access.May(needed) ? null : needed switch
        {
            Permission.Manage => ForAdmins,
            Permission.Export => ForExporters,
            _ => ForTexters,
        };
    }
}
