using System.Security.Claims;
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
        for (var hour = 1; hour <= 11; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            Assert.True(await client.IsSignedInAsync(), $"Signed out after {hour} hours.");
        }

        _clock.Advance(TimeSpan.FromMinutes(61));

        Assert.False(await client.IsSignedInAsync());
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
        _clock.Advance(TimeSpan.FromSeconds(61));
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
    public async Task A_disabled_account_is_out_within_a_minute_and_told_the_same_as_anybody()
    {
        var ada = await AdaAsync();
        var other = await AddAdministratorAsync();
        using var client = _portal.NewClient();
        (await client.SignInAsync()).Dispose();

        Assert.Null(await _portal.Get<AccountAdministration>().DisableAsync(other, ada));
        _clock.Advance(TimeSpan.FromSeconds(61));

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
    public async Task A_circuit_counts_while_its_account_is_open_and_its_password_the_same()
    {
        var accounts = _portal.Get<AccountDirectory>();
        var (ada, other) = (await AdaAsync(), await AddAdministratorAsync());
        var stamp = (await accounts.FindAsync(ada))!.SecurityStamp;
        Assert.True(await accounts.IsCurrentAsync(ada, stamp));
        Assert.False(await accounts.IsCurrentAsync(other, stamp));
        Assert.False(await accounts.IsCurrentAsync(null, null));

        Assert.NotNull(await accounts.ChangePasswordAsync((await accounts.FindAsync(ada))!, NewPassword));
        Assert.False(await accounts.IsCurrentAsync(ada, stamp));
        stamp = (await accounts.FindAsync(ada))!.SecurityStamp;
        Assert.True(await accounts.IsCurrentAsync(ada, stamp));

        Assert.Null(await _portal.Get<AccountAdministration>().DisableAsync(other, ada));
        Assert.False(await accounts.IsCurrentAsync(ada, (await accounts.FindAsync(ada))!.SecurityStamp));
    }

    private Task<long> AdaAsync() => _portal.Get<Database>().ReadAsync(null, db => db.Users.Where(a => a.Email == PortalHost.Email).Select(a => a.Id).SingleAsync());

    private Task<long> AddAdministratorAsync() => _portal.Get<Database>().WriteAsync(null, async db =>
    {
        var account = new Account { Name = "Bea", UserName = "bea@example.com", Email = "bea@example.com", Administrator = true, SecurityStamp = "x" };
        db.Users.Add(account);
        await db.SaveChangesAsync();
        return account.Id;
    });
}
