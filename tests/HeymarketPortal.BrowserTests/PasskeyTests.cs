using System.Text.RegularExpressions;
using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>Chromium with a virtual authenticator: passkeys are made and asked for as on a real device.</summary>
public sealed partial class PasskeyTests(BrowserRun run) : PortalTest(run, null)
{
    private const string PasskeysAt = "/account/manage/passkeys";
    private readonly ClockAhead _clock = new();

    protected override bool SignedIn => false;

    protected override Task<PortalHost> OwnPortalAsync() => PortalHost.StartAsync(services => services.AddSingleton<TimeProvider>(_clock));

    [Fact]
    public async Task A_passkey_signs_in_by_itself_tells_when_it_was_used_and_signs_nobody_in_whose_account_is_disabled()
    {
        await EnterAsync();
        var codes = await AddAsync("Laptop");
        Assert.Equal(10, codes.Count);
        await Axe.LookAsync(Page);
        await GoAsync(PasskeysAt);
        await Expect(Page.GetByText("never used")).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
        await LeaveAsync();

        await Page.Button("Sign in with a passkey").ClickAsync();
        await Expect(Page).ToHaveURLAsync(InTeam());
        await GoAsync(PasskeysAt);
        await Expect(Page.GetByText("last used")).ToBeVisibleAsync();
        Assert.Equal(1, await ReadAsync(db => db.UserPasskeys.CountAsync(p => EF.Property<DateTimeOffset?>(p, "LastUsedAt") != null && p.Data.IsUserVerified)));

        await LeaveAsync();
        await WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(a => a.DisabledAt, _clock.GetUtcNow())));
        await Page.Button("Sign in with a passkey").ClickAsync();
        await Expect(Page.GetByText("Not signed in")).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
        await Page.GotoAsync("/account/manage");
        await Expect(Page).ToHaveURLAsync(new Regex("/account/login"));
    }

    [Fact]
    public async Task With_a_passkey_the_password_alone_opens_nothing_and_a_team_that_requires_a_second_factor_opens()
    {
        await WriteAsync(db => db.Teams.ExecuteUpdateAsync(set => set.SetProperty(t => t.SecondFactorRequired, true)));
        Watch.Allow("403");
        await EnterAsync();
        await Expect(Page.Title("This team requires a second factor")).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
        var codes = await AddAsync("Laptop");
        await GoAsync(Team);
        await Expect(Page.Title("Home")).ToBeVisibleAsync();
        await LeaveAsync();

        await PasswordAsync();
        await Expect(Page.Title("Use your passkey")).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
        await Page.Link("Use a recovery code").ClickAsync();
        await Axe.LookAsync(Page);
        await Page.GetByLabel("Recovery code").FillAsync(codes[0]);
        await Page.Button("Sign in").ClickAsync();
        await Expect(Page).ToHaveURLAsync(InTeam());
        await LeaveAsync();
        await PasswordAsync();
        await Page.Button("Sign in with a passkey").ClickAsync();
        await Expect(Page).ToHaveURLAsync(InTeam());
    }

    [Fact]
    public async Task A_passkey_is_renamed_and_deleted_and_the_last_one_takes_the_second_factor_with_it()
    {
        await EnterAsync();
        var other = await OpenAsync(signedIn: false);
        var elsewhere = await other.NewPageAsync();
        await elsewhere.SignInAsync(PortalHost.Email, PortalHost.Password);
        await AddAsync("Laptop");
        await GoAsync(PasskeysAt);
        await Page.Link("Change Laptop").ClickAsync();
        await Axe.LookAsync(Page);
        await Page.GetByLabel("Name").FillAsync("Desk <b>");
        await Page.Button("Rename").ClickAsync();
        await Expect(Page.GetByText("Desk <b>", new() { Exact = true })).ToBeVisibleAsync();
        Assert.True(await ReadAsync(db => db.Users.Select(a => a.TwoFactorEnabled).SingleAsync()));

        await Page.Link("Change Desk <b>").ClickAsync();
        await Page.Button("Delete").ClickAsync();
        await Expect(Page.GetByText("The passkey is deleted")).ToBeVisibleAsync();
        Assert.Equal((0, 0, false), await ReadAsync(async db => (await db.UserPasskeys.CountAsync(), await db.RecoveryCodes.CountAsync(), await db.Users.Select(a => a.TwoFactorEnabled).SingleAsync())));
        Assert.Equal(["passkey.added", "passkey.renamed", "passkey.removed"], await ReadAsync(db => db.AuditEntries
            .Where(e => e.Chain == AuditTrail.Portal && e.Action.StartsWith("passkey.")).OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync()));
        _clock.Advance(TimeSpan.FromSeconds(61));
        await elsewhere.GotoAsync("/account/manage");
        await Expect(elsewhere).ToHaveURLAsync(new Regex("/account/login"));
        await LeaveAsync();
        await Page.Button("Sign in with a passkey").ClickAsync();
        await Expect(Page.GetByText("This passkey is not known here")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_passkey_that_does_not_ask_its_owner_is_not_taken()
    {
        await EnterAsync(asksOwner: false);
        // Whoever holds the browser may ask the device for less than the portal asked for.
        await Page.RouteAsync("**/account/passkey/*", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("\"required\"", "\"discouraged\"", StringComparison.Ordinal) });
        });

        await GoAsync(PasskeysAt);
        await Page.Button("Add a passkey").ClickAsync();

        await Expect(Page.GetByText("No passkey was added")).ToBeVisibleAsync();
        Assert.Equal(0, await ReadAsync(db => db.UserPasskeys.CountAsync()));
    }

    [Fact]
    public async Task A_sign_in_that_grows_old_while_the_device_asks_adds_no_passkey()
    {
        await EnterAsync();
        await GoAsync(PasskeysAt);
        _clock.Advance(FreshSignIn.Lasts - TimeSpan.FromSeconds(30));
        await Page.RouteAsync($"**{PasskeysAt}", async route =>
        {
            _clock.Advance(route.Request.Method == "POST" ? TimeSpan.FromMinutes(1) : TimeSpan.Zero);
            await route.ContinueAsync();
        });
        await Page.Button("Add a passkey").ClickAsync();
        await Expect(Page.GetByText("No passkey was added")).ToBeVisibleAsync();
        Assert.Equal(0, await ReadAsync(db => db.UserPasskeys.CountAsync()));
        await Page.UnrouteAllAsync();
    }

    [Fact]
    public async Task Somebody_else_s_passkey_is_no_sign_in_again()
    {
        await EnterAsync();
        await AddAsync("Laptop");
        await LeaveAsync();
        await WriteAsync(AddBeaAsync);
        await PasswordAsync("bea@example.com");
        await GoAsync("/account/again?returnUrl=/account/manage");

        await Page.Button("Sign in with a passkey").ClickAsync();

        await Expect(Page.GetByText("This passkey is not known here")).ToBeVisibleAsync();
        await GoAsync("/account/manage");
        await Expect(Page.GetByText("bea@example.com")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Axe_finds_nothing_where_an_app_is_asked_for()
    {
        await EnterAsync();
        await GoAsync("/account/manage/two-factor/set-up");
        await Page.GetByLabel("Code").FillAsync("000000");
        await Page.Button("Turn on").ClickAsync();
        await Expect(Page.GetByText("Not turned on")).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
        await WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(a => a.TwoFactorEnabled, true).SetProperty(a => a.SealedTotp, "v1.x")));
        foreach (var path in (string[])["/account/manage/two-factor", "/account/again"])
        {
            await GoAsync(path);
            await Axe.LookAsync(Page);
        }
        await LeaveAsync();
        await PasswordAsync();
        await Expect(Page.Title("Enter your code")).ToBeVisibleAsync();
        await Axe.LookAsync(Page);
    }

    // With a passkey on a device that is not here.
    private async Task AddBeaAsync(PortalDbContext db)
    {
        var bea = new Account { Name = "Bea", UserName = "bea", Email = "bea@example.com", NormalizedEmail = "BEA@EXAMPLE.COM", SecurityStamp = "x" };
        bea.PasswordHash = Portal.Get<IPasswordHasher<Account>>().HashPassword(bea, PortalHost.Password);
        db.Users.Add(bea);
        await db.SaveChangesAsync();
        db.UserPasskeys.Add(new() { UserId = bea.Id, CredentialId = [1, 2, 3], Data = new() { PublicKey = [], AttestationObject = [], ClientDataJson = [] } });
    }

    private async Task EnterAsync(bool asksOwner = true)
    {
        var browser = await Context.NewCDPSessionAsync(Page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = asksOwner,
                ["isUserVerified"] = asksOwner,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await PasswordAsync();
    }

    private async Task PasswordAsync(string email = PortalHost.Email)
    {
        await GoAsync("/account/login");
        await Page.GetByLabel("Email").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(PortalHost.Password);
        await Page.Button("Sign in").ClickAsync();
        await Expect(Page).Not.ToHaveURLAsync(new Regex("/account/login(\\?|$)"));
    }

    private async Task<IReadOnlyList<string>> AddAsync(string name)
    {
        await GoAsync(PasskeysAt);
        await Page.GetByLabel("Name").FillAsync(name);
        await Page.Button("Add a passkey").ClickAsync();
        await Expect(Page.GetByText("Your passkey is added")).ToBeVisibleAsync();
        return await Page.GetByRole(AriaRole.List, new() { Name = "Recovery codes" }).GetByRole(AriaRole.Listitem).AllInnerTextsAsync();
    }

    private async Task LeaveAsync()
    {
        await GoAsync("/account/manage");
        await Page.Button("Sign out").ClickAsync();
        await Expect(Page.Title("Sign in")).ToBeVisibleAsync();
    }

    private Task<T> ReadAsync<T>(Func<PortalDbContext, Task<T>> read) => Portal.Get<Database>().ReadAsync(null, read);

    private Task WriteAsync(Func<PortalDbContext, Task> write) => Portal.Get<Database>().WriteAsync(null, write);

    [GeneratedRegex("/t/sandbox$")]
    private static partial Regex InTeam();
}
