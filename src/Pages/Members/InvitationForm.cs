using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Pages.Members;

/// <summary>What somebody types to invite a member.</summary>
public sealed class InvitationForm
{
    /// <summary>The id of the input.</summary>
    public const string EmailField = "invite-email";

    public string Email { get; set; } = "";
    public Role Role { get; set; } = Role.Texter;
    public IReadOnlyList<FieldProblem> Problems { get; private set; } = [];
    public string? Problem => Problems is [var first, ..] ? first.Sentence : null;

    /// <summary>Checks the field when it is left. An empty one is no problem before the form is confirmed.</summary>
    public void Leave() => Tell(Email.Trim().Length == 0 ? null : EmailAddress.Problem(Email));

    /// <returns>Whether it may go.</returns>
    public bool Check()
    {
        Tell(EmailAddress.Problem(Email));
        return Problems.Count == 0;
    }

    public void Tell(string? sentence) => Problems = sentence is null ? [] : [new FieldProblem(EmailField, "Email", sentence)];
}
