using HeymarketPortal.Teams;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Pages.Teams;

/// <summary>What somebody types to make a team.</summary>
public sealed class TeamForm(string timeZone)
{
    public string Name { get; set; } = "";
    public string TimeZone { get; set; } = timeZone;
    public bool Sandbox { get; set; }
    public IReadOnlyList<FieldProblem> Problems { get; private set; } = [];

    /// <summary>Checks one field when it is left. An empty one is no problem before the form is confirmed.</summary>
    public void LeaveName() => Problems = [.. Problems.Where(p => p.Field != Fields.Name),
        .. Name.Trim().Length > 0 && TeamName.Problem(Name) is { } sentence ? [new FieldProblem(Fields.Name, "Team name", sentence)] : Array.Empty<FieldProblem>()];

    /// <summary>Checks the whole form.</summary>
    /// <returns>Whether it may go.</returns>
    public bool Check()
    {
        Problems = TeamName.Problem(Name) is { } sentence ? [new FieldProblem(Fields.Name, "Team name", sentence)] : [];
        return Problems.Count == 0;
    }

    public void Refuse(TeamAnswer.Refused refused) => Problems = refused.Field == nameof(Data.Team.TimeZone)
        ? [new FieldProblem(Fields.TimeZone, "Time zone", refused.Sentence)]
        : [new FieldProblem(Fields.Name, "Team name", refused.Sentence)];

    public string? Of(string field) => Problems.FirstOrDefault(p => p.Field == field)?.Sentence;

    /// <summary>The address that the name would give, such as <c>/t/twin-clinic-2</c>; null while there is none.</summary>
    public string? Address(IEnumerable<string> taken) =>
        TeamName.Problem(Name) is null ? $"/t/{TeamName.FreeSlug(Name, taken.ToHashSet())}" : null;

    /// <summary>The ids of the inputs.</summary>
    public static class Fields
    {
        public const string Name = "team-name";
        public const string TimeZone = "team-zone";
    }
}
