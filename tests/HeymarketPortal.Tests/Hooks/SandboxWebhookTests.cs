using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Hooks;

/// <summary>The whole way: the sandbox takes a text and cuts the connection, calls the webhook, and the portal knows.</summary>
public sealed class SandboxWebhookTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Key = "sbx_hooks_a1b2";

    [Fact]
    public async Task A_text_whose_answer_was_lost_is_accepted_and_delivered_by_repeated_and_reordered_webhooks_alone()
    {
        var (actor, hook) = await TeamAsync();
        using var client = new HttpClient { BaseAddress = portal.Address };
        using var aimed = await client.PostAsJsonAsync("/sandbox/webhooks", new { key = Key, address = new Uri(portal.Address, $"/hooks/heymarket/{hook.Path}"), token = hook.Token });
        using var far = await client.PostAsJsonAsync("/sandbox/webhooks", new { key = Key, address = "https://example.com/", token = "t" });
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (aimed.StatusCode, far.StatusCode));
        (await client.PostAsJsonAsync("/sandbox/switches", new { WebhookCopies = 3, WebhookReorder = true })).Dispose();

        var id = await SendAsync(actor, "15105550901");

        var send = await UntilAsync(actor, id, s => s.Delivery is not null);
        Assert.Equal((SendState.Accepted, Delivery.Delivered, 1), (send.State, send.Delivery, send.Attempts));
        var evidence = await portal.Get<Database>().ReadAsync(actor.TeamId, db => db.Evidence.AsNoTracking().SingleAsync());
        Assert.Equal((EvidenceSource.Webhook, EvidenceVerdict.Found, send.MessageId), (evidence.Source, evidence.Verdict, evidence.MessageId));
    }

    [Fact]
    public async Task A_refused_text_to_somebody_who_opted_out_teaches_the_portal_not_to_send_the_next_one()
    {
        var (actor, hook) = await TeamAsync();
        using var client = new HttpClient { BaseAddress = portal.Address };
        (await client.PostAsJsonAsync("/sandbox/webhooks", new { key = Key, address = new Uri(portal.Address, $"/hooks/heymarket/{hook.Path}"), token = hook.Token })).Dispose();
        await UntilAsync(actor, await SendAsync(actor, "15105550451"), s => s.State == SendState.Rejected);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await portal.Get<OptOuts>().CountAsync(actor.TeamId) == 0)
        {
            await Task.Delay(20, patience.Token);
        }

        var next = await UntilAsync(actor, await SendAsync(actor, "15105550451"), s => s.State == SendState.NotSent);

        Assert.Equal(0, next.Attempts);
    }

    private async Task<(Actor Actor, HookAnswer.Made Hook)> TeamAsync()
    {
        var (team, hook) = await HookEndpointTests.MakeAsync(portal, sandbox: true);
        var actor = new Actor(await portal.Get<Database>().ReadAsync(null, db => db.Users.Select(a => a.Id).SingleAsync()), team) { SignedInAt = DateTimeOffset.MaxValue };
        await portal.Get<ApiKeys>().AddAsync(actor, new ApiKeyCredentials.Static(Key), null, new ApiKeyFacts(string.Create(CultureInfo.InvariantCulture, $"sandbox:{team}"), "Sandbox"));
        return (actor, hook);
    }

    private async Task<long> SendAsync(Actor actor, string number)
    {
        using var client = new HttpClient { BaseAddress = portal.Address, DefaultRequestHeaders = { Authorization = new("Bearer", Key) } };
        var inbox = (await client.GetFromJsonAsync<List<System.Text.Json.Nodes.JsonObject>>("/sandbox/heymarket/v1/inboxes"))![0];
        var (inboxId, person) = ((long)inbox["id"]!, (long)inbox["members"]![0]!);
        var facts = new SendFacts([new InboxFacts(inboxId, "Front Desk", null, [person])], new Dictionary<long, string>(), null, true);
        var form = new SendForm { InboxId = inboxId, SenderId = person, PhoneNumber = number, Text = "Hi" };
        var now = DateTimeOffset.UtcNow;
        var confirmed = SendRules.Confirm(form, facts, SendTicket.New(now), now).Send! with { Repeating = long.MaxValue };
        return Assert.IsType<ConfirmAnswer.Stored>(await portal.Get<Ledger>().ConfirmAsync(actor, confirmed)).SendId;
    }

    private async Task<Send> UntilAsync(Actor actor, long id, Func<Send, bool> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var send = await portal.Get<Database>().ReadAsync(actor.TeamId, db => db.Sends.AsNoTracking().SingleAsync(s => s.Id == id));
            if (reached(send))
            {
                return send;
            }
            await Task.Delay(20, patience.Token);
        }
    }
}
