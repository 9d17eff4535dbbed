using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Teams;

/// <summary>Made from the route table of the whole portal: a page that somebody adds tomorrow is tested by itself.</summary>
public sealed class TeamRouteTests(PortalHost portal) : IClassFixture<PortalHost>
{
    // What the table "who may do what" says of a page, by the words after the team. Every other page is for all members.
    private static readonly Dictionary<string, Permission> Needed = new()
    {
        ["compose"] = Permission.Send,
        ["outbox"] = Permission.Send,
        ["keys"] = Permission.Manage,
        ["members"] = Permission.Manage,
        ["settings"] = Permission.Manage,
        ["audit"] = Permission.Manage,
        ["history/export"] = Permission.Export,
    };

    private IReadOnlyList<RouteEndpoint> Endpoints => [.. portal.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
    private IEnumerable<RouteEndpoint> TeamEndpoints => Endpoints.Where(e => e.RoutePattern.Parameters.Any(p => p.Name == TeamGate.RouteValue));

    [Fact]
    public async Task Somebody_of_a_second_team_gets_404_on_every_route_of_the_first_and_learns_nothing()
    {
        using var stranger = await InviteAsync("stranger@example.com", Role.Admin, "Bakery");
        Assert.NotEmpty(TeamEndpoints);
        foreach (var endpoint in TeamEndpoints)
        {
            var (status, page) = await AskAsync(stranger, AddressOf(endpoint, PortalHost.SandboxTeam));
            Assert.True(status == 404, $"{AddressOf(endpoint, PortalHost.SandboxTeam)} answered {status} to a stranger.");
            Assert.Contains("<h1>No such team here</h1>", page, StringComparison.Ordinal);
            Assert.Equal((status, page), await AskAsync(stranger, AddressOf(endpoint, "no-such-team")));
        }
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Texter)]
    [InlineData(Role.Admin)]
    public async Task Each_role_opens_what_the_table_of_roles_says_and_gets_403_on_the_rest(Role role)
    {
        using var member = await InviteAsync($"{role}@example.com", role, null);
        foreach (var address in TeamEndpoints.Select(e => AddressOf(e, PortalHost.SandboxTeam)))
        {
            var expected = role.May(Grants.None, NeededFor(address)) ? 200 : 403;
            var (status, page) = await AskAsync(member, address);
            Assert.True(expected == status, $"{address} did not answer {expected} to a {role}.");
            Assert.Equal(expected == 403, page.Contains("<h1>This page is for ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Admin)]
    public async Task A_team_that_requires_a_second_factor_opens_no_route_to_a_password_alone_and_says_what_to_do(Role role)
    {
        var email = $"password-alone-{role}@example.com";
        using var member = await InviteAsync(email, role, $"Vault {role}");
        var slug = $"vault-{role}".ToLowerInvariant();
        await ChangeAsync(db => db.Teams.Where(t => t.Slug == slug).ExecuteUpdateAsync(set => set.SetProperty(t => t.SecondFactorRequired, true)));
        foreach (var address in TeamEndpoints.Select(e => AddressOf(e, slug)))
        {
            var (status, page) = await AskAsync(member, address);
            Assert.True(status == 403, $"{address} answered {status}.");
            Assert.Contains("<h1>This team requires a second factor</h1>", page, StringComparison.Ordinal);
            Assert.Contains("href=\"/account/manage/two-factor\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Vault", page, StringComparison.Ordinal);
        }

        await ChangeAsync(db => db.Users.Where(a => a.Email == email).ExecuteUpdateAsync(set => set.SetProperty(a => a.TwoFactorEnabled, true)));
        foreach (var address in TeamEndpoints.Select(e => AddressOf(e, slug)))
        {
            var (status, _) = await AskAsync(member, address);
            Assert.True(status == (role.May(Grants.None, NeededFor(address)) ? 200 : 403), $"{address} answered {status}.");
        }

        Task ChangeAsync(Func<PortalDbContext, Task> change) => portal.Get<Database>().WriteAsync(null, change);
    }

    [Fact]
    public async Task Without_a_sign_in_every_route_of_a_team_leads_to_it()
    {
        using var nobody = portal.NewClient();
        foreach (var address in TeamEndpoints.Select(e => AddressOf(e, PortalHost.SandboxTeam)))
        {
            using var answer = await nobody.AskAsync(address);
            Assert.StartsWith("/account/login", answer.LeadsTo() ?? $"{address} answered {(int)answer.StatusCode}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_route_of_administration_is_closed_to_a_team_s_Admin()
    {
        using var admin = await InviteAsync("admin-of-team@example.com", Role.Admin, null);
        var addresses = Endpoints.Where(e => e.RoutePattern.RawText?.TrimStart('/').Split('/')[0] is "admin" or "audit")
            .Select(e => AddressOf(e, PortalHost.SandboxTeam)).ToList();
        Assert.NotEmpty(addresses);
        foreach (var address in addresses)
        {
            var (status, _) = await AskAsync(admin, address);
            Assert.True(status == 403, $"{address} answered {status}.");
        }
    }

    [Fact]
    public void Every_page_of_a_team_says_what_it_needs_and_every_page_of_administration_that_it_is_one()
    {
        var pages = typeof(Program).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>().Select(r => (Type: type, r.Template))).ToList();
        foreach (var (type, template) in pages.Where(p => p.Template.Contains("{team", StringComparison.OrdinalIgnoreCase)))
        {
            Assert.True(template.Contains("{team}", StringComparison.Ordinal), $"{template} must call its team {{team}}, or the gate does not see it.");
            var attribute = Assert.IsType<TeamPageAttribute>(type.GetCustomAttributes(typeof(TeamPageAttribute), false).SingleOrDefault());
            Assert.Equal(NeededFor(template.Replace("{team}", "x", StringComparison.Ordinal)), attribute.Permission);
        }
        foreach (var (type, template) in pages.Where(p => p.Template.StartsWith("/admin", StringComparison.OrdinalIgnoreCase)))
        {
            Assert.True(type.IsDefined(typeof(AdministratorPageAttribute), false), $"{template} is open to everybody.");
        }
        foreach (var (type, template) in pages.Where(p => p.Template.StartsWith("/audit", StringComparison.OrdinalIgnoreCase)))
        {
            Assert.True(type.IsDefined(typeof(AuditorPageAttribute), false), $"{template} is open to everybody.");
        }
    }

    // Through the real doors: an invitation link, accepted in a browser of its own.
    private async Task<PortalClient> InviteAsync(string email, Role role, string? newTeam)
    {
        var ada = await portal.Get<Database>().ReadAsync(null, db => db.Users.Where(a => a.Email == PortalHost.Email).Select(a => a.Id).SingleAsync());
        var teamId = newTeam is null
            ? (await portal.Get<TeamDirectory>().TeamsOfAsync(ada)).Single(t => t.Slug == PortalHost.SandboxTeam).Id
            : Assert.IsType<TeamAnswer.Done>(await portal.Get<TeamDirectory>().CreateAsync(ada, newTeam, "UTC", sandbox: false)).TeamId;
        var link = Assert.IsType<LinkAnswer.Made>(await portal.Get<AccountLinks>().CreateInvitationAsync(new Actor(ada, teamId), email, role));
        var client = portal.NewClient();
        using var accepted = await client.SubmitAsync(link.Path, ("Form.Name", "Somebody"), ("Form.Password", "quiet-meadow-lantern-77"));
        Assert.True(await client.IsSignedInAsync());
        return client;
    }

    private static async Task<(int Status, string Page)> AskAsync(PortalClient client, string address)
    {
        using var answer = await client.AskAsync(address);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static Permission NeededFor(string address)
    {
        var words = address.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToArray();
        return Needed.TryGetValue(string.Join('/', words), out var needed) ? needed : Needed.GetValueOrDefault(words.FirstOrDefault() ?? "", Permission.Browse);
    }

    private static string AddressOf(RouteEndpoint endpoint, string slug) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { Name: TeamGate.RouteValue } => slug,
            _ => "1",
        }))));
}
