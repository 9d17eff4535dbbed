using System.Net;
using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Accounts;

public sealed class FirstRunTests
{
    private const string GoodPassword = "violet-lantern-orbit";

    [Fact]
    public async Task The_link_makes_an_administrator_who_is_signed_in_at_a_team_that_can_send()
    {
        await using var portal = await Doors.StartWithoutAccountsAsync();
        using var client = portal.NewClient();

        using var answer = await SubmitAsync(portal, client, "Grace Hopper", "grace@example.com");

        Assert.Equal("/t/sandbox", answer.LeadsTo());
        Assert.Equal("/t/sandbox", (await client.AskAsync("/")).LeadsTo());
        var grace = await ReadAsync(portal, db => db.Users.SingleAsync());
        Assert.Equal(("Grace Hopper", "grace@example.com", true), (grace.Name, grace.Email, grace.Administrator));
        var team = await ReadAsync(portal, db => db.Teams.SingleAsync());
        Assert.True(team.Sandbox);
        var key = await portal.Get<Database>().ReadAsync(team.Id, db => db.ApiKeys.SingleAsync());
        Assert.Equal(ApiKeyState.InUse, key.State);
        Assert.Equal(Role.Admin, await portal.Get<Database>().ReadAsync(team.Id, db => db.Memberships.Select(m => m.Role).SingleAsync()));
        Assert.Null((await portal.Get<AuditChains>().VerifyAsync(AuditTrail.Portal)).BreaksAt);
    }

    [Fact]
    public async Task Without_the_code_there_is_a_sentence_and_no_form()
    {
        await using var portal = await Doors.StartWithoutAccountsAsync();
        using var client = portal.NewClient();

        Assert.Equal("/first-run", (await client.AskAsync("/")).LeadsTo());
        foreach (var path in (string[])["/first-run", "/first-run?code=", "/first-run?code=abcdefghjkmnpqrstuvwxyz234"])
        {
            var page = await client.ReadAsync(path);
            Assert.Contains("printed on its console", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_post_with_a_wrong_code_makes_nothing()
    {
        await using var portal = await Doors.StartWithoutAccountsAsync();
        using var client = portal.NewClient();
        var page = await client.ReadAsync(portal.FirstRunLink());
        var token = System.Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;

        using var answer = await client.PostAsync(new Uri(portal.Address, "/first-run?code=wrong"), new FormUrlEncodedContent(
        [
            new("_handler", "first-run"), new("__RequestVerificationToken", token),
            new("Form.Name", "Mallory"), new("Form.Email", "mallory@example.com"), new("Form.Password", GoodPassword),
        ]));

        Assert.NotEqual(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.False(await ReadAsync(portal, db => db.Users.AnyAsync()));
    }

    [Fact]
    public async Task When_an_account_exists_the_page_is_gone()
    {
        await using var portal = await Doors.StartWithoutAccountsAsync();
        using var client = portal.NewClient();
        var link = portal.FirstRunLink();
        (await SubmitAsync(portal, client, "Grace", "grace@example.com")).Dispose();

        using var again = portal.NewClient();
        using var answer = await again.AskAsync(link);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("/account/login", (await again.AskAsync("/")).LeadsTo());
    }

    [Fact]
    public async Task Of_many_at_once_exactly_one_becomes_administrator()
    {
        await using var portal = await Doors.StartWithoutAccountsAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            using var client = portal.NewClient();
            using var answer = await SubmitAsync(portal, client, $"Number {i}", $"number{i}@example.com");
            return answer.LeadsTo();
        }));

        Assert.Single(answers, "/t/sandbox");
        Assert.Equal(1, await ReadAsync(portal, db => db.Users.CountAsync()));
        Assert.Equal(1, await ReadAsync(portal, db => db.Teams.CountAsync()));
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field_and_the_password_does_not_come_back()
    {
        await using var portal = await Doors.StartWithoutAccountsAsync();
        using var client = portal.NewClient();

        using var answer = await client.SubmitAsync(
            portal.FirstRunLink(), ("Form.Name", ""), ("Form.Email", "nobody"), ("Form.Password", "tooshortone"), ("Form.SandboxTeam", "true"));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("Enter your name", page, StringComparison.Ordinal);
        Assert.Contains("such as maya@example.com", page, StringComparison.Ordinal);
        Assert.Contains("at least 12 characters", page, StringComparison.Ordinal);
        Assert.Contains("value=\"nobody\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("tooshortone", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_make_the_first_administrator_and_sandbox_team_once()
    {
        await using var portal = await PortalHost.StartAsync();
        await portal.RestartAsync();

        Assert.Equal(1, await ReadAsync(portal, db => db.Users.CountAsync()));
        Assert.Equal(["sandbox"], await ReadAsync(portal, db => db.Teams.Select(t => t.Slug).ToListAsync()));
        using var client = portal.NewClient();
        Assert.Equal("/", (await client.SignInAsync()).LeadsTo());
        Assert.Equal("/t/sandbox", (await client.AskAsync("/")).LeadsTo());
    }

    private static Task<HttpResponseMessage> SubmitAsync(PortalHost portal, PortalClient client, string name, string email) => client.SubmitAsync(
        portal.FirstRunLink(), ("Form.Name", name), ("Form.Email", email), ("Form.Password", GoodPassword), ("Form.SandboxTeam", "true"));

    private static Task<T> ReadAsync<T>(PortalHost portal, Func<PortalDbContext, Task<T>> read) => portal.Get<Database>().ReadAsync(null, read);
}
