using System.Net;
using System.Security.Claims;
using System.Text.Json;
using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Accounts;

/// <summary>One portal whose clock goes ahead: each test signs in anew.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private const string NewPassword = "violet-lantern-orbit";
    private readonly ClockAhead _clock = new();
    private PortalHost _portal = null!;

    public async ValueTask InitializeAsync() =>
        _portal = await PortalHost.StartAsync(services => services.AddSingleton<TimeProvider>(_clock));

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task A_session_lasts_twelve_hours_however_much_one_does()
    {
        using var client = _portal.NewClient();
        (await client.SignInAsync()).Dispose();
        for (var minutes = 25; minutes < 12 * 60; minutes += 25)
        {
            _clock.Advance(TimeSpan.FromMinutes(25));
            Assert.True(await client.IsSignedInAsync(), $"Signed out after {minutes} minutes.");
        }

        _clock.Advance(TimeSpan.FromMinutes(25));

        Assert.False(await client.IsSignedInAsync());
    }

    [Fact]
    public async Task A_session_ends_when_nothing_is_done_in_it_for_half_an_hour()
    {
        using var used = _portal.NewClient();
        using var open = _portal.NewClient();
        (await used.SignInAsync()).Dispose();
        (await open.SignInAsync()).Dispose();
        for (var minutes = 0; minutes < 40; minutes += 10)
        {
            _clock.Advance(TimeSpan.FromMinutes(10));
            // A page that is only open asks for the time, and its circuit connects again.
            (await open.AskAsync("/_blazor/negotiate")).Dispose();
            (await open.AskAsync("/account/session")).Dispose();
            using var told = await used.PostAsync(new Uri(_portal.Address, "/account/session"), null);
            Assert.Equal(HttpStatusCode.OK, told.StatusCode);
        }

        Assert.True(await used.IsSignedInAsync());
        Assert.False(await open.IsSignedInAsync());
        using var over = await open.AskAsync("/account/session");
        Assert.Equal(HttpStatusCode.NoContent, over.StatusCode);
    }

    [Fact]
    public async Task What_is_left_of_a_session_is_told_to_its_page()
    {
        using var client = _portal.NewClient();
        (await client.SignInAsync()).Dispose();
        _clock.Advance(TimeSpan.FromMinutes(29));

        using var left = JsonDocument.Parse(await client.ReadAsync("/account/session"));

        Assert.InRange(left.RootElement.GetProperty("idle").GetInt32(), 1, 60);
        Assert.InRange(left.RootElement.GetProperty("whole").GetInt32(), 11 * 3600 + 30 * 60, 11 * 3600 + 31 * 60);
        Assert.Equal(await AdaAsync(), left.RootElement.GetProperty("account").GetInt64());
    }

    [Fact]
    public async Task The_database_holds_no_token_that_opens_anything()
    {
        using var client = _portal.NewClient();
        using var answer = await client.SignInAsync();

        var row = await _portal.Get<Database>().ReadAsync(null, db => db.Sessions.OrderByDescending(s => s.Id).FirstAsync());

        Assert.Matches("^[0-9A-F]{64}$", row.TokenHash);
        Assert.False(await IsCurrentAsync(row.AccountId, row.Stamp, row.TokenHash));
        Assert.Equal(TimeSpan.FromHours(12), row.EndsAt - row.CreatedAt);
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_that_this_browser_had()
    {
        using var client = _portal.NewClient();
        using var copy = _portal.NewClient();
        using var first = await client.SignInAsync();
        copy.DefaultRequestHeaders.Add("Cookie", first.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("__Host-portal=", StringComparison.Ordinal)).Split(';')[0]);
        Assert.True(await copy.IsSignedInAsync());

        (await client.SubmitAsync("/account/again", ("Form.Password", PortalHost.Password))).Dispose();

        Assert.True(await client.IsSignedInAsync());
        Assert.False(await copy.IsSignedInAsync());
    }

    [Fact]
    public async Task One_s_sessions_are_listed_and_ended_one_by_one_or_all_others()
    {
        using var here = _portal.NewClient();
        using var phone = _portal.NewClientFrom("203.0.113.9");
        using var third = _portal.NewClientFrom("198.51.100.9");
        here.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        phone.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1");
        foreach (var client in (PortalClient[])[here, phone, third])
        {
            (await client.SignInAsync()).Dispose();
        }
        var page = await here.ReadAsync("/account/manage/sessions");
        Assert.Contains("Firefox on Linux", page, StringComparison.Ordinal);
        Assert.Contains("This one.", page, StringComparison.Ordinal);
        Assert.Contains("Safari on iPhone", page, StringComparison.Ordinal);
        Assert.Contains("203.0.113.0/24", page, StringComparison.Ordinal);
        var id = await _portal.Get<Database>().ReadAsync(null, db => db.Sessions.Where(s => s.Prefix == "203.0.113.0/24").Select(s => s.Id).SingleAsync());

        Assert.Equal("/account/manage/sessions?ended=1", (await here.SubmitAsync("/account/manage/sessions", ("Form.Id", $"{id}"))).LeadsTo());
        Assert.False(await phone.IsSignedInAsync());
        Assert.True(await third.IsSignedInAsync());

        Assert.Equal("/account/manage/sessions?ended=1", (await here.SubmitAsync("/account/manage/sessions", ("Form.Id", ""))).LeadsTo());
        Assert.False(await third.IsSignedInAsync());
        Assert.True(await here.IsSignedInAsync());
        Assert.Equal(2, await _portal.Get<Database>().ReadAsync(null, db => db.AuditEntries.CountAsync(e => e.Action == "sessions.ended")));
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        using var ada = _portal.NewClient();
        (await ada.SignInAsync()).Dispose();
        var hers = await _portal.Get<Database>().ReadAsync(null, db => db.Sessions.OrderByDescending(s => s.Id).FirstAsync());
        var bea = await AddAdministratorAsync();
        var token = await _portal.Get<Sessions>().OpenAsync((await _portal.Get<AccountDirectory>().FindAsync(bea))!, "none", null, null);

        Assert.Equal(0, await _portal.Get<Sessions>().EndAsync(User(bea, "x", token), hers.Id));

        Assert.True(await ada.IsSignedInAsync());
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_and_keeps_this_one()
    {
        using var here = _portal.NewClient();
        using var there = _portal.NewClient();
        (await here.SignInAsync()).Dispose();
        (await there.SignInAsync()).Dispose();

        using var answer = await here.SubmitAsync("/account/manage/password", ("Form.Current", PortalHost.Password), ("Form.Password", NewPassword));

        Assert.Equal("/account/manage?saved=password", answer.LeadsTo());
        Assert.Contains("Your password is changed", await here.ReadAsync("/account/manage?saved=password"), StringComparison.Ordinal);
        Assert.True(await here.IsSignedInAsync());
        Assert.False(await there.IsSignedInAsync());
        Assert.Null((await there.SignInAsync()).LeadsTo());
        Assert.Equal("/", (await there.SignInAsync(password: NewPassword)).LeadsTo());
    }

    [Fact]
    public async Task A_circuit_that_outlives_its_portal_asks_a_closed_database_nothing()
    {
        var portal = await PortalHost.StartAsync();
        var scope = portal.Services.CreateAsyncScope();
        var circuit = (CircuitSession)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        var nobody = new ClaimsPrincipal(new ClaimsIdentity());
        Assert.False(await circuit.IsCurrentAsync(nobody));

        await portal.DisposeAsync();

        Assert.True(await circuit.IsCurrentAsync(nobody));
    }

    [Fact]
    public async Task A_disabled_account_is_out_at_once_and_told_the_same_as_anybody()
    {
        var ada = await AdaAsync();
        var other = await AddAdministratorAsync();
        using var client = _portal.NewClient();
        (await client.SignInAsync()).Dispose();

        Assert.Null(await _portal.Get<AccountAdministration>().DisableAsync(other, ada));

        Assert.False(await client.IsSignedInAsync());
        using var answer = await client.SignInAsync();
        Assert.Contains("Email or password is wrong.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(await _portal.Get<AccountAdministration>().EnableAsync(other, ada));
        Assert.Equal("/", (await client.SignInAsync()).LeadsTo());
    }

    [Fact]
    public async Task A_disabled_account_that_goes_to_the_start_is_signed_out_at_once()
    {
        using var client = _portal.NewClient();
        (await client.SignInAsync()).Dispose();
        Assert.Null(await _portal.Get<AccountAdministration>().DisableAsync(await AddAdministratorAsync(), await AdaAsync()));

        using var start = await client.AskAsync("/");

        Assert.Equal("/account/login", start.LeadsTo());
        Assert.False(await client.IsSignedInAsync());
    }

    [Fact]
    public async Task A_circuit_counts_while_its_session_lasts_its_account_is_open_and_its_password_the_same()
    {
        var (accounts, sessions) = (_portal.Get<AccountDirectory>(), _portal.Get<Sessions>());
        var (ada, other) = (await AdaAsync(), await AddAdministratorAsync());
        var account = (await accounts.FindAsync(ada))!;
        var token = await sessions.OpenAsync(account, "none", null, null);
        Assert.True(await IsCurrentAsync(ada, account.SecurityStamp, token));
        Assert.False(await IsCurrentAsync(other, "x", token));
        Assert.False(await IsCurrentAsync(ada, account.SecurityStamp, token + "0"));

        Assert.NotNull(await accounts.ChangePasswordAsync(account, NewPassword));
        Assert.False(await IsCurrentAsync(ada, account.SecurityStamp, token));

        account = (await accounts.FindAsync(ada))!;
        token = await sessions.OpenAsync(account, "none", null, null);
        Assert.True(await IsCurrentAsync(ada, account.SecurityStamp, token));
        await sessions.EndAsync(User(ada, account.SecurityStamp, token));
        Assert.False(await IsCurrentAsync(ada, account.SecurityStamp, token));

        token = await sessions.OpenAsync(account, "none", null, null);
        Assert.Null(await _portal.Get<AccountAdministration>().DisableAsync(other, ada));
        Assert.False(await IsCurrentAsync(ada, (await accounts.FindAsync(ada))!.SecurityStamp, token));
    }

    private async Task<bool> IsCurrentAsync(long accountId, string? stamp, string token) =>
        await _portal.Get<Sessions>().CheckAsync(User(accountId, stamp, token), isActivity: false) is not null;

    private static ClaimsPrincipal User(long accountId, string? stamp, string token) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, $"{accountId}"), new("AspNet.Identity.SecurityStamp", stamp ?? ""), Sessions.ClaimFor(token)], "test"));

    private Task<long> AdaAsync() => _portal.Get<Database>().ReadAsync(null, db => db.Users.Where(a => a.Email == PortalHost.Email).Select(a => a.Id).SingleAsync());

    private Task<long> AddAdministratorAsync() => _portal.Get<Database>().WriteAsync(null, async db =>
    {
        var account = new Account { Name = "Bea", UserName = "bea@example.com", Email = "bea@example.com", Administrator = true, SecurityStamp = "x" };
        db.Users.Add(account);
        await db.SaveChangesAsync();
        return account.Id;
    });
}
