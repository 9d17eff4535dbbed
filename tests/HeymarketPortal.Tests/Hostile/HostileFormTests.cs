using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Audit;
using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Pages.History;
using HeymarketPortal.Pages.Home;
using HeymarketPortal.Pages.Inboxes;
using HeymarketPortal.Pages.Keys;
using HeymarketPortal.Pages.Lists;
using HeymarketPortal.Pages.Members;
using HeymarketPortal.Pages.Outbox;
using HeymarketPortal.Pages.People;
using HeymarketPortal.Pages.Settings;
using HeymarketPortal.Pages.Surveys;
using HeymarketPortal.Pages.Templates;
using HeymarketPortal.Accounts;
using HeymarketPortal.Tests.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace HeymarketPortal.Tests.Hostile;

/// <summary>Anything typed, chosen and pressed on a page, in any order, and any query it is opened with: the page goes on.</summary>
[Collection(HostileCollection.Name)]
public sealed class HostileFormTests : PageContext
{
    private static readonly string[] Names = ["search", "state", "from", "to", "day", "inbox", "sender", "kind", "sort", "open", "again", "list", "tab", "id", "draft", "delivery", "number", "text", "template", "survey"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(_ => new AccountLinks(Test.Database, Test.Get<AuditTrail>(), Test.Time));
    }

    [Fact] public Task Compose() => TryAsync<ComposePage>();
    [Fact] public Task Outbox() => TryAsync<OutboxPage>();
    [Fact] public Task History() => TryAsync<HistoryPage>();
    [Fact] public Task A_send() => TryAsync<SendPage>(("Id", 1L));
    [Fact] public Task Audit() => TryAsync<TeamAuditPage>();
    [Fact] public Task Home() => TryAsync<HomePage>();
    [Fact] public Task Api_keys() => TryAsync<ApiKeysPage>();
    [Fact] public Task Members() => TryAsync<MembersPage>();
    [Fact] public Task Settings() => TryAsync<SettingsPage>();
    [Fact] public Task Inboxes() => TryAsync<InboxesPage>();
    [Fact] public Task People() => TryAsync<PeoplePage>();
    [Fact] public Task Lists() => TryAsync<ListsPage>();
    [Fact] public Task Templates() => TryAsync<TemplatesPage>();
    [Fact] public Task Surveys() => TryAsync<SurveysPage>();

    private async Task TryAsync<TPage>(params (string Name, object Value)[] parameters) where TPage : IComponent
    {
        await UnknownAsync();
        await ConfirmAsync();
        await HostileRun.TryAsync(async i =>
        {
            var text = new HostileText(i);
            Render<MudPopoverProvider>();
            var dialogs = Render<MudDialogProvider>();
            var query = string.Join('&', Enumerable.Range(0, text.Below(4)).Select(_ => $"{Names[text.Below(Names.Length)]}={Escaped(text.Next())}"));
            var page = Open<TPage>("?" + query, parameters);
            await HostileHands.PlayAsync(() => dialogs.FindAll("button").Count > 0 && !text.OneIn(4) ? HostileHands.PressAsync(dialogs, text) : HostileHands.PressAsync(page, text));
            await DisposeComponentsAsync();
        }, HostileHands.Pages);
    }

    private static string Escaped(string text) => Uri.EscapeDataString(string.Concat(text.Where(c => !char.IsSurrogate(c)).Take(300)));
}
