using System.Net;
using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;

namespace HeymarketPortal.Tests.Teams;

public sealed class TeamGateTests
{
    // What the table "who may do what" says of a page, by the first word after the team. Every other page is for all members.
    private static readonly Dictionary<string, Permission> Needed = new()
    {
        ["compose"] = Permission.Send,
        ["outbox"] = Permission.Send,
        ["keys"] = Permission.Manage,
        ["members"] = Permission.Manage,
        ["settings"] = Permission.Manage,
        ["audit"] = Permission.Manage,
    };

    [Fact]
    public async Task Somebody_of_a_second_team_gets_404_on_every_route_of_the_first()
    {
        await using var host = await GateHost.StartAsync();
        Assert.NotEmpty(host.TeamEndpoints);
        foreach (var endpoint in host.TeamEndpoints)
        {
            var address = AddressOf(endpoint, "twin-clinic");
            var (status, html) = await host.GetAsync(address, host.Stage.Bob.Id);
            Assert.True(status == 404, $"{address} answered {status} to a stranger.");
            Assert.DoesNotContain("Twin Clinic", html, StringComparison.Ordinal);
            Assert.Equal(html, (await host.GetAsync(AddressOf(endpoint, "no-such-team"), host.Stage.Bob.Id)).Html);
        }
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Texter)]
    [InlineData(Role.Admin)]
    public async Task Each_role_opens_what_the_table_of_roles_says_and_gets_403_on_the_rest(Role role)
    {
        await using var host = await GateHost.StartAsync();
        await host.Stage.Data.AddMemberAsync(host.Stage.Clinic, host.Stage.Bob, role);
        foreach (var endpoint in host.TeamEndpoints)
        {
            var address = AddressOf(endpoint, "twin-clinic");
            var expected = role.May(Grants.None, NeededFor(address)) ? 200 : 403;
            Assert.True(expected == (await host.GetAsync(address, host.Stage.Bob.Id)).Status, $"{address} did not answer {expected} to a {role}.");
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
    }

    [Fact]
    public async Task Administration_is_for_administrators_of_the_portal_only()
    {
        await using var host = await GateHost.StartAsync(e => e.MapGet("/admin/x", () => "open").WithMetadata(new AdministratorPageAttribute()));
        var root = await host.Stage.Data.AddAccountAsync("root@example.com", administrator: true);
        Assert.Equal(403, (await host.GetAsync("/admin/x", host.Stage.Ada.Id)).Status);
        Assert.Equal(401, (await host.GetAsync("/admin/x", null)).Status);
        Assert.Equal((200, "open"), await host.GetAsync("/admin/x", root.Id));
    }

    [Fact]
    public async Task An_address_that_forgot_to_say_what_it_needs_is_for_admins()
    {
        await using var host = await GateHost.StartAsync(e => e.MapGet("/t/{team}/forgotten", () => "open"));
        await host.Stage.Data.AddMemberAsync(host.Stage.Clinic, host.Stage.Bob, Role.Texter);
        Assert.Equal(403, (await host.GetAsync("/t/twin-clinic/forgotten", host.Stage.Bob.Id)).Status);
        Assert.Equal((200, "open"), await host.GetAsync("/t/twin-clinic/forgotten", host.Stage.Ada.Id));
    }

    [Fact]
    public async Task Without_a_sign_in_nothing_is_told_and_sign_in_is_asked_for()
    {
        await using var host = await GateHost.StartAsync(e => e.MapGet("/t/{team}/open", () => "open").WithMetadata(new TeamPageAttribute()));
        foreach (var slug in new[] { "twin-clinic", "no-such-team" })
        {
            Assert.Equal((401, ""), await host.GetAsync($"/t/{slug}/open", null));
        }
    }

    [Fact]
    public async Task A_removed_member_and_an_archived_team_are_shown_out_with_the_next_request()
    {
        await using var host = await GateHost.StartAsync(e => e.MapGet("/t/{team}/open", () => "open").WithMetadata(new TeamPageAttribute()));
        var stage = host.Stage;
        var root = await stage.Data.AddAccountAsync("root@example.com", administrator: true);
        await stage.Data.AddMemberAsync(stage.Clinic, stage.Bob, Role.Viewer);
        Assert.Equal(200, (await host.GetAsync("/t/twin-clinic/open", stage.Bob.Id)).Status);
        await stage.Memberships.RemoveAsync(stage.AdaInClinic, stage.Bob.Id);
        Assert.Equal(404, (await host.GetAsync("/t/twin-clinic/open", stage.Bob.Id)).Status);
        await stage.Directory.ArchiveAsync(root.Id, stage.Clinic.Id);
        Assert.Equal(404, (await host.GetAsync("/t/twin-clinic/open", stage.Ada.Id)).Status);
    }

    [Fact]
    public async Task The_team_opened_last_is_remembered_and_a_refused_one_is_not()
    {
        await using var host = await GateHost.StartAsync(e => e.MapGet("/t/{team}/open", () => "open").WithMetadata(new TeamPageAttribute()));
        var stage = host.Stage;
        await stage.Data.AddMemberAsync(stage.Bakery, stage.Ada, Role.Viewer);
        await host.GetAsync("/t/twin-clinic/open", stage.Ada.Id);
        await host.GetAsync("/t/no-such-team/open", stage.Ada.Id);
        Assert.Equal("twin-clinic", (await stage.Directory.LastTeamAsync(stage.Ada.Id))?.Slug);
    }

    [Fact]
    public async Task The_refusals_are_whole_pages_in_our_words()
    {
        await using var host = await GateHost.StartAsync(e => e.MapGet("/t/{team}/forgotten", () => "open"));
        await host.Stage.Data.AddMemberAsync(host.Stage.Clinic, host.Stage.Bob, Role.Viewer);
        var foreign = WebUtility.HtmlDecode((await host.GetAsync("/t/bakery/forgotten", host.Stage.Ada.Id)).Html);
        var forAdmins = WebUtility.HtmlDecode((await host.GetAsync("/t/twin-clinic/forgotten", host.Stage.Bob.Id)).Html);
        Assert.Contains("<h1>No such team here</h1>", foreign, StringComparison.Ordinal);
        Assert.Contains("<h1>This page is for admins</h1>", forAdmins, StringComparison.Ordinal);
        Assert.Contains("</html>", foreign, StringComparison.Ordinal);
    }

    private static Permission NeededFor(string address) =>
        Needed.GetValueOrDefault(address.Split('/', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(2) ?? "", Permission.Browse);

    private static string AddressOf(RouteEndpoint endpoint, string slug) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: TeamGate.RouteValue } => slug,
            _ => "1",
        }))));
}
