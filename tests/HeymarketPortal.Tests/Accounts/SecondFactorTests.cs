using System.Net;
using System.Text;
using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace HeymarketPortal.Tests.Accounts;

/// <summary>An app on a phone, its codes, and what happens without it.</summary>
public sealed class SecondFactorTests : IAsyncLifetime
{
    private const string Page = "/account/manage/two-factor";
    private readonly ClockAhead _clock = new();
    private PortalHost _portal = null!;
    private PortalClient _here = null!;
    private Phone _phone = null!;
    private string[] _codes = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalHost.StartAsync(
            services => services.AddSingleton<TimeProvider>(_clock).AddLogging(logging => logging.AddFakeLogging()), ("Logging:Fake:LogLevel:Default", "Trace"));
        _here = _portal.NewClient();
        (await _here.SignInAsync()).Dispose();
        (_phone, _codes) = await Phone.SetUpAsync(_here, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        _here.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task A_right_password_alone_opens_nothing_and_the_code_opens_where_one_wanted_to_go()
    {
        using var client = _portal.NewClient();

        using var password = await client.SignInAsync(returnUrl: "/account/manage");
        Assert.Equal("/account/login/code?returnUrl=%2Faccount%2Fmanage", password.LeadsTo());
        var cookie = Assert.Single(password.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-", StringComparison.Ordinal));
        Assert.StartsWith("__Host-portal-step=", cookie, StringComparison.Ordinal);
        Assert.False(await client.IsSignedInAsync());

        using var code = await client.SubmitAsync(password.LeadsTo()!, ("Form.Code", _phone.Fresh(_clock)));
        Assert.Equal("/account/manage", code.LeadsTo());
        Assert.True(await client.IsSignedInAsync());
    }

    [Fact]
    public async Task A_code_counts_once_and_so_does_none_before_it()
    {
        var code = _phone.Fresh(_clock);
        using var first = _portal.NewClient();
        using var second = _portal.NewClient();

        Assert.Equal("/", await EnterAsync(first, code));
        Assert.Null(await EnterAsync(second, code));
        Assert.Null(await EnterAsync(second, _phone.Code(-1), signIn: false));
        Assert.False(await second.IsSignedInAsync());
        Assert.Equal("/", await EnterAsync(second, _phone.Code(1), signIn: false));
    }

    [Fact]
    public async Task Of_many_who_enter_one_code_at_once_one_gets_in()
    {
        var (factors, account, code) = (_portal.Get<SecondFactors>(), await AdaAsync(), _phone.Fresh(_clock));

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => factors.TakeCodeAsync(account, code))));

        Assert.Single(taken, true);
        var recovered = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => factors.TakeRecoveryCodeAsync(account, _codes[0]))));
        Assert.Single(recovered, true);
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_however_it_is_typed()
    {
        using var client = _portal.NewClient();
        using var again = _portal.NewClient();
        Assert.Equal(10, _codes.Distinct().Count());

        Assert.Equal("/", await EnterAsync(client, _codes[3].ToUpperInvariant().Replace('-', ' '), "/account/login/recovery-code"));
        Assert.True(await client.IsSignedInAsync());
        Assert.Null(await EnterAsync(again, _codes[3], "/account/login/recovery-code"));
        Assert.Null(await EnterAsync(again, _phone.Fresh(_clock), "/account/login/recovery-code"));
        Assert.False(await again.IsSignedInAsync());
        Assert.Contains("You have 9 recovery codes left.", await client.ReadAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_codes_end_in_a_wait_that_a_right_password_and_another_network_do_not_lift()
    {
        using var client = _portal.NewClientFrom("203.0.113.9");
        for (var i = 0; i < 4; i++)
        {
            Assert.Null(await EnterAsync(client, "000000", signIn: i == 0));
        }
        using var waits = await client.SubmitAsync("/account/login/code", ("Form.Code", _phone.Fresh(_clock)));
        Assert.Contains(SignIn.TooMany, await waits.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var elsewhere = _portal.NewClientFrom("192.0.2.1");
        Assert.Null(await EnterAsync(elsewhere, "000000"));
        using var known = await elsewhere.SubmitAsync("/account/login/code", ("Form.Code", _phone.Fresh(_clock)));
        Assert.Contains(SignIn.TooMany, await known.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        _clock.Advance(SignInAttempts.Wait);
        using var later = _portal.NewClientFrom("192.0.2.1");
        Assert.Equal("/", await EnterAsync(later, _phone.Fresh(_clock)));
    }

    [Fact]
    public async Task A_right_password_does_not_make_wrong_codes_forgotten()
    {
        using var client = _portal.NewClientFrom("203.0.113.9");
        Assert.Null(await EnterAsync(client, "000000"));
        Assert.Null(await EnterAsync(client, "000000"));

        Assert.Equal("/account/login/code?returnUrl=%2F", (await client.SignInAsync()).LeadsTo());
        using var sixth = await client.SignInAsync();
        Assert.Contains(SignIn.TooMany, await sixth.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_between_password_and_code_is_five_minutes_and_ends_with_a_changed_password()
    {
        using var slow = _portal.NewClient();
        (await slow.SignInAsync()).Dispose();
        var begun = await slow.FormAsync("/account/login/code", ("Form.Code", _phone.Code()));
        _clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.Equal("/account/login?returnUrl=%2F", (await slow.AskAsync("/account/login/code")).LeadsTo());
        using var late = await slow.PostAsync(new Uri(_portal.Address, "/account/login/code"), begun);
        Assert.Equal("/account/login?returnUrl=%2F", late.LeadsTo());

        using var other = _portal.NewClient();
        (await other.SignInAsync()).Dispose();
        (await _here.SubmitAsync("/account/manage/password", ("Form.Current", PortalHost.Password), ("Form.Password", "violet-lantern-orbit"))).Dispose();
        Assert.Equal("/account/login?returnUrl=%2F", (await other.AskAsync("/account/login/code")).LeadsTo());
    }

    [Fact]
    public async Task Turning_it_on_or_off_ends_the_other_sessions()
    {
        using var there = _portal.NewClient();
        await EnterAsync(there, _phone.Fresh(_clock));

        Assert.True((await AdaAsync()).TwoFactorEnabled);
        using var off = await PostAsync(_here, "off");
        Assert.False((await AdaAsync()).TwoFactorEnabled);
        Assert.Equal("/account/manage?saved=second-factor-off", off.LeadsTo());
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.True(await _here.IsSignedInAsync());
        Assert.False(await there.IsSignedInAsync());
        Assert.Equal("/", (await there.SignInAsync()).LeadsTo());
        Assert.Equal(0, await _portal.Get<SecondFactors>().CodesLeftAsync((await AdaAsync()).Id));

        await Phone.SetUpAsync(_here, _clock);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.True(await _here.IsSignedInAsync());
        Assert.False(await there.IsSignedInAsync());
    }

    [Fact]
    public async Task New_recovery_codes_end_the_old_ones()
    {
        using var made = await PostAsync(_here, "codes");
        var fresh = Phone.CodesOn(await made.Content.ReadAsStringAsync());
        Assert.Equal(10, fresh.Except(_codes).Count());
        using var client = _portal.NewClient();
        Assert.Null(await EnterAsync(client, _codes[0], "/account/login/recovery-code"));
        Assert.Equal("/", await EnterAsync(client, fresh[0], "/account/login/recovery-code"));
    }

    [Fact]
    public async Task After_set_up_the_secret_is_nowhere_but_sealed_and_the_chain_tells_each_step()
    {
        using var client = _portal.NewClient();
        await EnterAsync(client, _codes[0], "/account/login/recovery-code");
        var account = await AdaAsync();
        foreach (var path in (string[])[Page, $"{Page}/set-up", "/account/manage", "/account/login/code"])
        {
            var html = await client.ReadAsync(path);
            Assert.DoesNotContain(_phone.Typed, html.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain(_codes, code => html.Contains(code, StringComparison.Ordinal));
        }
        foreach (var file in Directory.GetFiles(_portal.Folder, "portal.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var text = Encoding.Latin1.GetString(await ReadSharedAsync(file));
            Assert.DoesNotContain(_phone.Typed, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Encoding.Latin1.GetString(_phone.Secret), text, StringComparison.Ordinal);
            Assert.DoesNotContain(_codes, code => text.Contains(code, StringComparison.Ordinal));
        }
        var logged = _portal.Get<FakeLogCollector>().GetSnapshot().Select(line => line.ToString()).ToList();
        Assert.Contains(logged, line => line.Contains("signed in", StringComparison.Ordinal));
        Assert.DoesNotContain(logged, line => line.Contains(_phone.Typed, StringComparison.Ordinal) || _codes.Any(code => line.Contains(code, StringComparison.Ordinal)));
        Assert.Equal(_phone.Secret, _portal.Get<TotpSeal>().Open(account.Id, account.SealedTotp!));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => _portal.Get<TotpSeal>().Open(account.Id + 1, account.SealedTotp!));
        var actions = await _portal.Get<Database>().ReadAsync(null, db => db.AuditEntries.Where(e => e.Chain == AuditTrail.Portal && e.Subject == $"account:{account.Id}")
            .OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync());
        Assert.Equal(["account.created", "second-factor.on", "recovery-code.used"], actions);
        Assert.Null((await _portal.Get<AuditChains>().VerifyAsync(AuditTrail.Portal)).BreaksAt);
    }

    [Fact]
    public async Task A_code_of_another_secret_turns_nothing_on()
    {
        (await PostAsync(_here, "off")).Dispose();
        // What a second tab still shows.
        Assert.Equal(HttpStatusCode.OK, (await _here.SubmitAsync("/account/manage", Page, ("_handler", "off"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _here.SubmitAsync("/account/manage", Page, ("_handler", "codes"))).StatusCode);

        using var answer = await _here.SubmitAsync($"{Page}/set-up", ("Form.Code", _phone.Fresh(_clock)));

        Assert.Contains("Not turned on", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null((await AdaAsync()).SealedTotp);
    }

    [Fact]
    public async Task An_administrator_resets_the_second_factor_of_somebody_else_which_ends_their_sessions()
    {
        var (administration, ada) = (_portal.Get<AccountAdministration>(), (await AdaAsync()).Id);
        var other = await AddAccountAsync(administrator: true);
        var nobody = await AddAccountAsync(administrator: false);
        Assert.NotNull(await administration.ResetSecondFactorAsync(nobody, ada, _clock.GetUtcNow()));
        Assert.Equal(FreshSignIn.Refused, await administration.ResetSecondFactorAsync(other, ada, _clock.GetUtcNow() - FreshSignIn.Lasts - TimeSpan.FromSeconds(1)));
        Assert.NotNull(await administration.ResetSecondFactorAsync(ada, ada, _clock.GetUtcNow()));
        Assert.True((await administration.ListAsync()).Single(line => line.Id == ada).SecondFactor);

        Assert.Null(await administration.ResetSecondFactorAsync(other, ada, _clock.GetUtcNow()));

        Assert.False((await administration.ListAsync()).Single(line => line.Id == ada).SecondFactor);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.False(await _here.IsSignedInAsync());
        Assert.Equal("/", (await _here.SignInAsync()).LeadsTo());
        Assert.True(await _portal.Get<Database>().ReadAsync(null, db => db.AuditEntries.AnyAsync(e =>
            e.Chain == AuditTrail.Portal && e.Action == "second-factor.reset" && e.AccountId == other && e.Subject == $"account:{ada}")));
    }

    // Signs in up to the second step and enters a code there.
    private static async Task<string?> EnterAsync(PortalClient client, string code, string page = "/account/login/code", bool signIn = true)
    {
        if (signIn)
        {
            (await client.SignInAsync()).Dispose();
        }
        using var answer = await client.SubmitAsync(page, ("Form.Code", code));
        return answer.LeadsTo();
    }

    private static async Task<HttpResponseMessage> PostAsync(PortalClient client, string form) => await client.SubmitAsync(Page, ("_handler", form));

    private Task<Account> AdaAsync() => _portal.Get<Database>().ReadAsync(null, db => db.Users.AsNoTracking().SingleAsync(a => a.Email == PortalHost.Email));

    private Task<long> AddAccountAsync(bool administrator) => _portal.Get<Database>().WriteAsync(null, async db =>
    {
        var account = new Account { Name = "Bea", UserName = $"bea-{administrator}", Administrator = administrator, SecurityStamp = "x" };
        db.Users.Add(account);
        await db.SaveChangesAsync();
        return account.Id;
    });

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
