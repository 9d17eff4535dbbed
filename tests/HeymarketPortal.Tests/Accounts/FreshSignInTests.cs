using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Accounts;

/// <summary>What opens doors takes a sign-in of the last ten minutes.</summary>
public sealed class FreshSignInTests : IAsyncLifetime
{
    private const string SetUp = "/account/manage/two-factor/set-up";
    private const string Again = "/account/again?returnUrl=%2Faccount%2Fmanage%2Ftwo-factor%2Fset-up";
    private readonly ClockAhead _clock = new();
    private PortalHost _portal = null!;
    private PortalClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalHost.StartAsync(services => services.AddSingleton<TimeProvider>(_clock));
        _client = _portal.NewClient();
        (await _client.SignInAsync()).Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task A_sign_in_stays_fresh_for_ten_minutes_whatever_one_does_meanwhile()
    {
        for (var minute = 1; minute <= 9; minute++)
        {
            // Each of these looks holds the session against its account and writes its cookie anew.
            _clock.Advance(TimeSpan.FromSeconds(61));
            Assert.True(await _client.IsSignedInAsync());
        }
        Assert.Null((await _client.AskAsync(SetUp)).LeadsTo());
        (await _client.SubmitAsync("/account/manage", ("Form.Name", "Ada King"))).Dispose();
        Assert.Null((await _client.AskAsync(SetUp)).LeadsTo());

        var begun = await _client.FormAsync(SetUp, ("Form.Code", "000000"));
        _clock.Advance(TimeSpan.FromSeconds(61));
        (await _client.SubmitAsync("/account/manage", ("Form.Name", "Ada"))).Dispose();
        using var late = await _client.PostAsync(new Uri(_portal.Address, SetUp), begun);
        Assert.Equal(Again, late.LeadsTo());

        Assert.Equal(Again, (await _client.AskAsync(SetUp)).LeadsTo());
        Assert.True(await _client.IsSignedInAsync());
    }

    [Fact]
    public async Task Signing_in_again_takes_the_password_and_leads_back()
    {
        _clock.Advance(TimeSpan.FromMinutes(11));

        using var wrong = await _client.SubmitAsync(Again, ("Form.Password", "not-the-right-one"));
        Assert.Contains("The current password is wrong.", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(Again, (await _client.AskAsync(SetUp)).LeadsTo());

        using var right = await _client.SubmitAsync(Again, ("Form.Password", PortalHost.Password));
        Assert.Equal(SetUp, right.LeadsTo());
        Assert.Null((await _client.AskAsync(SetUp)).LeadsTo());
        using var abroad = await _client.SubmitAsync("/account/again?returnUrl=//evil.example/", ("Form.Password", PortalHost.Password));
        Assert.Equal("/", abroad.LeadsTo());
    }

    [Fact]
    public async Task Signing_in_again_takes_the_second_factor_too()
    {
        var (phone, codes) = await Phone.SetUpAsync(_client, _clock);
        const string again = "/account/again?returnUrl=/account/manage/two-factor";
        _clock.Advance(TimeSpan.FromMinutes(11));

        using var without = await _client.SubmitAsync(again, ("Form.Password", PortalHost.Password));
        Assert.Contains("Enter the code that your app shows", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var wrong = await _client.SubmitAsync(again, ("Form.Password", PortalHost.Password), ("Form.Code", "000000"));
        Assert.Contains(SecondStep.Wrong, await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var stale = await _client.SubmitAsync("/account/manage/two-factor", ("_handler", "off"));
        Assert.Equal("/account/again?returnUrl=%2Faccount%2Fmanage%2Ftwo-factor", stale.LeadsTo());

        using var right = await _client.SubmitAsync(again, ("Form.Password", PortalHost.Password), ("Form.Code", phone.Fresh(_clock)));
        Assert.Equal("/account/manage/two-factor", right.LeadsTo());
        _clock.Advance(TimeSpan.FromMinutes(11));
        using var recovered = await _client.SubmitAsync(again, ("Form.Password", PortalHost.Password), ("Form.Code", codes[0]));
        Assert.Equal("/account/manage/two-factor", recovered.LeadsTo());
        using var off = await _client.SubmitAsync("/account/manage/two-factor", ("_handler", "off"));
        Assert.Equal("/account/manage?saved=second-factor-off", off.LeadsTo());
    }

    [Fact]
    public async Task Without_it_no_write_changes_a_second_factor()
    {
        var (phone, _) = await Phone.SetUpAsync(_client, _clock);
        var factors = _portal.Get<SecondFactors>();
        var stale = _clock.GetUtcNow() - FreshSignIn.Lasts - TimeSpan.FromSeconds(1);

        Assert.Null(await factors.TurnOffAsync(await AdaAsync(), stale));
        Assert.Null(await factors.TurnOffAsync(await AdaAsync(), null));
        Assert.Null(await factors.MakeCodesAsync(await AdaAsync(), stale));
        Assert.NotNull(await factors.TurnOffAsync(await AdaAsync(), _clock.GetUtcNow()));
        Assert.Null(await factors.TurnOnAsync(await AdaAsync(), stale, phone.Secret, phone.Code()));
        Assert.NotNull(await factors.TurnOnAsync(await AdaAsync(), _clock.GetUtcNow(), phone.Secret, phone.Code()));
    }

    private Task<Account> AdaAsync() => _portal.Get<Database>().ReadAsync(null, db => db.Users.AsNoTracking().SingleAsync(a => a.Email == PortalHost.Email));
}
