using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Accounts;

/// <summary>What of passkeys needs no device. The rest is tried in a browser with a virtual one.</summary>
public sealed class PasskeysTests : IAsyncLifetime
{
    private const string New = "/account/passkey/new";
    private static readonly byte[] Credential = [1, 2, 3, 4];
    private static readonly string Id = Base64Url.EncodeToString(Credential);
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
    public async Task The_question_of_the_sign_in_page_names_no_account_and_wants_the_owner_asked()
    {
        await GiveAsync();
        using var nobody = _portal.NewClient();

        using var answer = await nobody.SubmitAsync("/account/login", "/account/passkey/sign-in");

        var question = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("required", (string?)question["userVerification"]);
        Assert.Empty(question["allowCredentials"]?.AsArray() ?? []);
        Assert.True(((string)question["challenge"]!).Length >= 40);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-portal-passkey=", StringComparison.Ordinal)).ToLowerInvariant();
        Assert.All((string[])["path=/", "secure", "httponly"], part => Assert.Contains($"; {part}", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_token_of_our_own_page_there_is_no_question()
    {
        foreach (var path in (string[])["/account/passkey/sign-in", New])
        {
            using var answer = await _client.PostAsync(new Uri(_portal.Address, path), new FormUrlEncodedContent([]));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_sign_in_of_more_than_ten_minutes_ago_adds_renames_and_deletes_nothing()
    {
        await GiveAsync();
        using (var fresh = await _client.SubmitAsync("/account/manage/passkeys", New))
        {
            Assert.Equal(HttpStatusCode.OK, fresh.StatusCode);
        }
        _clock.Advance(FreshSignIn.Lasts + TimeSpan.FromSeconds(1));

        using var question = await _client.SubmitAsync("/account/manage", New);
        Assert.NotEqual(HttpStatusCode.OK, question.StatusCode);
        Assert.Contains("Sign in again to add one", await _client.ReadAsync("/account/manage/passkeys"), StringComparison.Ordinal);
        var change = $"/account/manage/passkeys/change?id={Id}";
        Assert.Equal(FreshSignIn.AddressFor(change), (await _client.AskAsync(change)).LeadsTo());
        using var stalePost = await _client.SubmitAsync("/account/manage", change, ("_handler", "delete"));
        Assert.Equal(FreshSignIn.AddressFor(change), stalePost.LeadsTo() ?? $"{stalePost.StatusCode} {await stalePost.Content.ReadAsStringAsync()}");

        using var scope = _portal.Services.CreateScope();
        var (passkeys, ada, stale) = (scope.ServiceProvider.GetRequiredService<Passkeys>(), await AdaAsync(), _clock.GetUtcNow() - FreshSignIn.Lasts - TimeSpan.FromSeconds(1));
        Assert.Null(await passkeys.RenameAsync(ada, stale, Id, "Mine"));
        Assert.Null(await passkeys.DeleteAsync(ada, stale, Id));
        Assert.Null(await passkeys.DeleteAsync(ada, null, Id));
        Assert.Equal("Laptop", (await passkeys.OfAsync(ada.Id)).Single().Name);
        Assert.NotNull(await passkeys.RenameAsync(ada, _clock.GetUtcNow(), Id, "Mine"));
        Assert.NotNull(await passkeys.DeleteAsync(ada, _clock.GetUtcNow(), Id));
    }

    [Fact]
    public async Task Nobody_changes_the_passkey_of_another_account()
    {
        await GiveAsync();
        var bea = await _portal.Get<Database>().WriteAsync(null, async db =>
        {
            var account = new Account { Name = "Bea", UserName = "bea", SecurityStamp = "x" };
            db.Users.Add(account);
            await db.SaveChangesAsync();
            return account;
        });
        using var scope = _portal.Services.CreateScope();
        var passkeys = scope.ServiceProvider.GetRequiredService<Passkeys>();

        Assert.Null(await passkeys.RenameAsync(bea, _clock.GetUtcNow(), Id, "Mine"));
        Assert.Null(await passkeys.DeleteAsync(bea, _clock.GetUtcNow(), Id));
        Assert.Single(await passkeys.OfAsync((await AdaAsync()).Id));
        Assert.Empty(await passkeys.OfAsync(bea.Id));
    }

    [Fact]
    public async Task Without_the_app_a_passkey_stays_the_second_factor_and_a_reset_takes_both()
    {
        var (phone, codes) = await Phone.SetUpAsync(_client, _clock);
        await GiveAsync();
        Assert.NotNull(await _portal.Get<SecondFactors>().TurnOffAsync(await AdaAsync(), _clock.GetUtcNow()));
        Assert.True((await AdaAsync()).TwoFactorEnabled);
        using var client = _portal.NewClient();
        Assert.Equal("/account/login/code?returnUrl=%2F", (await client.SignInAsync()).LeadsTo());
        Assert.Contains("Use your passkey", await client.ReadAsync("/account/login/code"), StringComparison.Ordinal);
        Assert.Null((await client.SubmitAsync("/account/login/recovery-code", ("Form.Code", phone.Fresh(_clock)))).LeadsTo());
        Assert.Equal("/", (await client.SubmitAsync("/account/login/recovery-code", ("Form.Code", codes[0]))).LeadsTo());

        var other = await _portal.Get<Database>().WriteAsync(null, async db =>
        {
            var account = new Account { Name = "Bea", UserName = "bea", Administrator = true, SecurityStamp = "x" };
            db.Users.Add(account);
            await db.SaveChangesAsync();
            return account.Id;
        });
        var ada = await AdaAsync();
        Assert.Null(await _portal.Get<AccountAdministration>().ResetSecondFactorAsync(other, ada.Id, _clock.GetUtcNow()));
        Assert.False((await AdaAsync()).TwoFactorEnabled);
        Assert.Equal(0, await _portal.Get<Database>().ReadAsync(null, db => db.UserPasskeys.CountAsync()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"id\":\"AQID\",\"rawId\":\"AQID\",\"type\":\"public-key\",\"response\":{},\"clientExtensionResults\":{}}")]
    public async Task What_no_passkey_wrote_signs_nobody_in(string credential)
    {
        using var client = _portal.NewClient();
        (await client.SubmitAsync("/account/login", "/account/passkey/sign-in")).Dispose();

        using var answer = await client.SubmitAsync("/account/login", ("_handler", "passkey"), ("Answer.Credential", credential));

        Assert.Contains("This passkey is not known here", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(await client.IsSignedInAsync());
        using var bare = _portal.NewClient();
        using var unasked = await bare.SubmitAsync("/account/login", ("_handler", "passkey"), ("Answer.Credential", credential));
        Assert.Contains("This passkey is not known here", await unasked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task GiveAsync() => _portal.Get<Database>().WriteAsync(null, async db =>
    {
        var ada = await db.Users.SingleAsync(a => a.Email == PortalHost.Email);
        ada.TwoFactorEnabled = true;
        db.UserPasskeys.Add(new() { UserId = ada.Id, CredentialId = Credential, Data = new() { Name = "Laptop", PublicKey = [], AttestationObject = [], ClientDataJson = [], CreatedAt = _clock.GetUtcNow() } });
    });

    private Task<Account> AdaAsync() => _portal.Get<Database>().ReadAsync(null, db => db.Users.AsNoTracking().SingleAsync(a => a.Email == PortalHost.Email));
}
