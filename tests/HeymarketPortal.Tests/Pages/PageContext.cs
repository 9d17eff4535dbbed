using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages;
using HeymarketPortal.Pump;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests.Sandbox;
using HeymarketPortal.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace HeymarketPortal.Tests.Pages;

/// <summary>
/// What every page test starts from: a sandbox team on a real database, the real client speaking HTTP to a real sandbox, and the
/// pump at hand. A browser that answers anything stands behind it.
/// </summary>
public abstract class PageContext : BunitContext, IAsyncLifetime
{
    private SandboxHost? _sandbox;
    private TestDatabase? _test;

    protected TestDatabase Test => _test!;
    protected SandboxHost Sandbox => _sandbox!;
    protected Team Team { get; private set; } = null!;
    protected Account Account { get; private set; } = null!;
    protected TeamAccess Access { get; set; } = null!;
    protected long InboxId { get; private set; }
    protected long SenderId { get; private set; }
    protected string RateKey => $"sandbox:{Team.Id}";

    // A busy machine is no failure: what is waited for comes, or the test has really failed.
    static PageContext() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public virtual async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync();
        _test = await TestDatabase.MakeAsync(
            services => Register(services.AddTeams().AddHeymarket(new ConfigurationBuilder().Build()).AddPages()
                .AddMetrics().AddSingleton<PortalMetrics>().AddSingleton<Carrier>().AddSingleton<RateKeyPump>()),
            ("Sending:RequestsPerMinute", "0"));
        Test.Get<SandboxAddress>().Value = new Uri(Sandbox.Address, "/sandbox/heymarket");
        Team = await Test.AddTeamAsync(sandbox: true);
        Account = await Test.AddAccountAsync();
        await Test.AddMemberAsync(Team, Account, Role.Admin);
        await Test.Get<ApiKeys>().AddAsync(
            new Actor(Account.Id, Team.Id) { SignedInAt = DateTimeOffset.MaxValue }, new ApiKeyCredentials.Static(SandboxHost.Key), "Sandbox", new ApiKeyFacts(RateKey, "Sandbox"));
        Access = (await Test.Get<TeamDirectory>().AccessAsync(Account.Id, Team.Slug))! with { SignedInAt = DateTimeOffset.MaxValue };
        var inbox = (await Sandbox.GetAsync("/v1/inboxes"))[0]!;
        (InboxId, SenderId) = ((long)inbox["id"]!, (long)inbox["members"]![0]!);

        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Test.Time);
        Services.AddUi();
        Services.Configure<PopoverOptions>(popovers => popovers.CheckForPopoverProvider = false);
        Services.AddFallbackServiceProvider(Test.Services);
    }

    /// <summary>What a test's portal has besides.</summary>
    protected virtual void Register(IServiceCollection services)
    {
    }

    protected IRenderedComponent<TPage> Open<TPage>(string query = "", params (string Name, object Value)[] parameters) where TPage : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/t/{Team.Slug}/page{query}");
        return Render<TPage>(page =>
        {
            page.AddCascadingValue(Access).TryAdd("Team", Team.Slug);
            foreach (var (name, value) in parameters)
            {
                page.TryAdd(name, value);
            }
        });
    }

    /// <summary>A send as the page stores it.</summary>
    protected async Task<long> ConfirmAsync(string number = "15105550142", string text = "Hi", Guid? requestId = null)
    {
        var ticket = SendTicket.New(DateTimeOffset.UtcNow);
        var facts = new SendFacts([new InboxFacts(InboxId, "Front Desk", "14155550100", [SenderId])], new Dictionary<long, string> { [SenderId] = "Sam Ortiz" }, null, true);
        var form = new SendForm { InboxId = InboxId, SenderId = SenderId, PhoneNumber = number, Text = text };
        var answer = await Test.Get<Ledger>().ConfirmAsync(Access.Actor, SendRules.Confirm(form, facts, ticket with { RequestId = requestId ?? ticket.RequestId }, DateTimeOffset.UtcNow).Send! with { Repeating = long.MaxValue });
        return Assert.IsType<ConfirmAnswer.Stored>(answer).SendId;
    }

    /// <summary>A send of any kind, to leave at once or when it is due.</summary>
    protected async Task<long> StoreAsync(SendForm form, DateTimeOffset? due = null)
    {
        var facts = new SendFacts([new InboxFacts(InboxId, "Front Desk", "14155550100", [SenderId])], new Dictionary<long, string> { [SenderId] = "Sam Ortiz" }, null, true)
        {
            MayBroadcast = true,
            Lists = [new(3310, "April Reminders", 412, Test.Time.GetUtcNow(), 7, ["15105550142", "15105550143"])],
            Templates = [new(5207, "Visit reminder", "Hi {{first_name}}, see you tomorrow.", 9)],
            Surveys = [new(61, "After the visit", "How was it?")],
        };
        (form.InboxId, form.SenderId) = (InboxId, SenderId);
        var now = Test.Time.GetUtcNow();
        var confirmed = SendRules.Confirm(form, facts, SendTicket.New(now), now).Send!;
        var answer = await Test.Get<Ledger>().ConfirmAsync(Access.Actor, confirmed with { DueAt = due, InsteadOf = form.InsteadOf, TypedName = confirmed.NameToType, Repeating = long.MaxValue });
        return Assert.IsType<ConfirmAnswer.Stored>(answer).SendId;
    }

    /// <summary>Carries out the next due send, as the pump does.</summary>
    protected async Task CarryAsync()
    {
        var claim = await Test.Get<LedgerClaims>().ClaimAsync(RateKey);
        await Test.Get<Carrier>().CarryAsync(claim!);
    }

    protected async Task<long> AcceptedAsync(string number = "15105550142", string text = "Hi")
    {
        var id = await ConfirmAsync(number, text);
        await CarryAsync();
        return id;
    }

    /// <summary>A send whose answer was lost after the sandbox took it.</summary>
    protected Task<long> UnknownAsync() => AcceptedAsync("15105550901", "Where are you?");

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeComponentsAsync();
        await base.DisposeAsync();
        await Test.DisposeAsync();
        await Sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
