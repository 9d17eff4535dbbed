using System.Globalization;
using System.Text.Json.Nodes;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Sandbox;

namespace HeymarketPortal.Tests.Pages.Compose;

/// <summary>One team and one sandbox for many sends, each from a form as the page opens it to the request that arrived.</summary>
public sealed class RequestStage : PageContext
{
    private readonly Dictionary<string, long> _ids = [];

    public DateTimeOffset Now => Test.Time.GetUtcNow();
    public TimeZoneInfo Zone => Access.TimeZone;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var reads = Test.Get<HeymarketReads>();
        var messages = (await (await Sandbox.PostAsync("/v1/messages/all", new { })).JsonAsync()).AsArray();
        (_ids["$inbox"], _ids["$sender"]) = (InboxId, SenderId);
        _ids["$chat"] = (long)messages.Select(message => message!["conversation"]!).First(chat => (long)chat["inbox"]! == InboxId)["id"]!;
        _ids["$list"] = (await reads.ListsAsync(Team.Id)).ValueOrDefault!.First(list => list.Name == "April Reminders").Id;
        _ids["$template"] = (await reads.TemplatesAsync(Team.Id)).ValueOrDefault!.First(template => template.Name == "Thank you").Id;
        _ids["$survey"] = (await reads.SurveysAsync(Team.Id)).ValueOrDefault![0].Id;
    }

    /// <summary>The words with this account's ids in place of <c>$inbox</c>, <c>$list</c> and so on.</summary>
    public string Put(string words) =>
        _ids.Aggregate(words, (so, id) => so.Replace(id.Key, id.Value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

    /// <summary>What Review holds of a filled form, with the list's name typed where it is asked for.</summary>
    public async Task<ConfirmedSend> ReviewedAsync(SendForm filled, Action<SendForm>[] fills)
    {
        var (form, failed) = await Test.Get<ComposeLoader>().LoadAsync(Access, ComposeAddress.Plain(filled.Kind));
        Assert.Null(failed);
        var fill = filled.Copy();
        foreach (var more in fills)
        {
            more(fill);
        }
        (fill.InboxId, fill.SenderId) = (InboxId, SenderId);
        (fill.ConversationId, fill.ListId, fill.TemplateId, fill.SurveyId) = (Known(fill.ConversationId), Known(fill.ListId), Known(fill.TemplateId), Known(fill.SurveyId));
        form!.Take(fill);
        await Test.Get<LibraryLoader>().EnsureAsync(Access, form);
        var confirmed = Assert.IsType<ConfirmedSend>(await Test.Get<ComposeDesk>().ReviewAsync(Access, form));
        return confirmed with { TypedName = confirmed.NameToType, Repeating = long.MaxValue };

        string? Known(string? id) => id is null ? null : Put(id);
    }

    /// <summary>Stores it, lets its time come and carries it out.</summary>
    public async Task<SendState> CarriedAsync(ConfirmedSend confirmed)
    {
        var id = Assert.IsType<ConfirmAnswer.Stored>(await Test.Get<Ledger>().ConfirmAsync(Access.Actor, confirmed)).SendId;
        Test.Time.Advance((await StoredAsync(id)).DueAt - Now);
        await Test.Get<LedgerClaims>().SweepAsync();
        await CarryAsync();
        return (await StoredAsync(id)).State;
    }

    /// <summary>The one request that the sandbox received for it.</summary>
    public async Task<JsonNode> ReceivedAsync(ConfirmedSend confirmed) =>
        Assert.Single(await Sandbox.ReceivedAsync(), received => (string)received!["local_id"]! == $"{confirmed.Ticket.LocalId}")!;

    private Task<Send> StoredAsync(long id) => Test.ReadAsync(Team.Id, async db => (await db.Sends.FindAsync(id))!);
}
