using System.Text.Json;

namespace HeymarketPortal.Sandbox;

/// <summary>Inboxes, people and the team.</summary>
internal static class AccountEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/v1/inboxes", Inboxes);
        api.MapGet("/v1/team", (HttpContext context, SwitchBoard board) => Answers.Ok(Team(Gate.CallerOf(context).Account, board.Current)));
        api.MapGet("/v1/users", (HttpContext context, SwitchBoard board) => board.Current.ServeUsers
            ? Answers.Ok(new { Memberships = People(context, board.Current) })
            : Answers.NotFound(board));
        api.MapGet("/v1/users/get", FindUsersAsync);
    }

    private static IResult Inboxes(HttpContext context, SwitchBoard board)
    {
        var switches = board.Current;
        var plus = switches.PlusInPhones ? "+" : "";
        var inboxes = Gate.CallerOf(context).Account.Inboxes.Select(inbox => inbox with
        {
            Name = inbox.Name + switches.Markup,
            Phone = plus + inbox.Phone,
            Phones = [.. inbox.Phones.Select(phone => plus + phone)],
        });
        return switches.WrapInboxes
            ? Answers.Ok(new { Inboxes = inboxes.Select(inbox => new { inbox.Id, inbox.Name, inbox.Phones }) })
            : Answers.Ok(inboxes);
    }

    private static SandboxTeam Team(SandboxAccount account, SandboxSwitches switches) => switches.HostileNames
        ? account.Team with { Members = [.. account.Team.Members.Select(member => member with { Name = member.Name + switches.Markup })] }
        : account.Team;

    // The body of this GET: {"phone":["14155550111"],"email":["dana.lee@larkspur.example"]}
    private static async Task<IResult> FindUsersAsync(HttpContext context, SwitchBoard board)
    {
        try
        {
            var asked = await context.Request.ReadFromJsonAsync<UsersRequest>(SandboxJson.Wire, context.RequestAborted);
            return asked is { Phone.Length: > 0 } or { Email.Length: > 0 }
                ? Answers.Ok(new
                {
                    Memberships = People(context, board.Current).Where(person =>
                        asked.Phone?.Contains(person.Phone.TrimStart('+')) == true
                        || asked.Email?.Contains(person.Email, StringComparer.OrdinalIgnoreCase) == true),
                })
                : Answers.BadData(board, "phone or email is required");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Answers.BadData(board, "the body is not a JSON object");
        }
    }

    private static IEnumerable<SandboxPerson> People(HttpContext context, SandboxSwitches switches) =>
        Gate.CallerOf(context).Account.People.Select(person => person with
        {
            Name = person.Name + switches.Markup,
            Phone = (switches.PlusInPhones ? "+" : "") + person.Phone,
        });

    private sealed record UsersRequest(string[]? Phone, string[]? Email);
}
