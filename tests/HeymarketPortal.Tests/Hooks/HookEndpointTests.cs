using System.Net;
using System.Text;
using HeymarketPortal.Data;
using HeymarketPortal.Hooks;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Hooks;

/// <summary>The address that Heymarket calls, on a real Kestrel.</summary>
public sealed class HookEndpointTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Chat = """{"type":"chat_closed","id":123,"token":"TOKEN","event_data":{"id":9920,"status":"closed","updated":"UPDATED"}}""";

    [Fact]
    public async Task A_genuine_call_is_stored_without_its_token_before_it_is_answered()
    {
        var (team, hook) = await MakeAsync(portal);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(hook.Path, Chat.Replace("TOKEN", hook.Token, StringComparison.Ordinal)));

        var stored = Assert.Single(await EventsAsync(portal, team));
        Assert.Equal("chat_closed", stored.Type);
        Assert.DoesNotContain(hook.Token, stored.Body, StringComparison.Ordinal);
        Assert.Contains("\"event_data\":{\"id\":9920", stored.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeat_is_stored_once_and_a_later_change_of_the_same_thing_once_more()
    {
        var (team, hook) = await MakeAsync(portal);
        foreach (var updated in (string[])["1", "1", "2", "1", "2"])
        {
            Assert.Equal(HttpStatusCode.OK, await PostAsync(hook.Path, Chat.Replace("TOKEN", hook.Token, StringComparison.Ordinal).Replace("UPDATED", updated, StringComparison.Ordinal)));
        }

        Assert.Equal(2, (await EventsAsync(portal, team)).Count);
    }

    [Theory]
    [InlineData("""{"type":"message_recieved","token":"TOKEN","event_data":{"id":1}}""", "message_received")]
    [InlineData("""{"event":"message_received","token":"TOKEN","data":{"id":1}}""", "message_received")]
    [InlineData("""{"event":"message.received","token":"TOKEN","data":{"id":1}}""", "message_received")]
    [InlineData("""{"type":"chat_snoozed","token":"TOKEN","event_data":null}""", "chat_snoozed")]
    [InlineData("""{"token":"TOKEN","half":"\ud83d"}""", "unknown")]
    [InlineData("\ufeff{\"type\":\"\\u0000x y<script>\",\"token\":\"TOKEN\",\"token\":\"TOKEN\"}", "xyscript")]
    public async Task Every_spelling_and_both_envelopes_are_read_and_unknown_types_are_kept(string body, string type)
    {
        var (team, hook) = await MakeAsync(portal);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(hook.Path, body.Replace("TOKEN", hook.Token, StringComparison.Ordinal)));

        var stored = Assert.Single(await EventsAsync(portal, team));
        Assert.Equal(type, stored.Type);
        Assert.DoesNotContain(hook.Token, stored.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Heymarket-Token", "")]
    [InlineData("Authorization", "Bearer ")]
    public async Task A_token_may_stand_in_a_header(string header, string scheme)
    {
        var (team, hook) = await MakeAsync(portal);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(hook.Path, """{"event":"message_sent","data":{"id":5}}""", header, scheme + hook.Token));
        Assert.Single(await EventsAsync(portal, team));
    }

    [Fact]
    public async Task An_unknown_path_is_404_and_a_wrong_token_401_and_nothing_is_stored()
    {
        var (team, hook) = await MakeAsync(portal);
        var (other, bakery) = await MakeAsync(portal);

        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("nobody", Chat));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(hook.Path, Chat));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(hook.Path, "{}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(hook.Path, "not json"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(hook.Path, Chat.Replace("TOKEN", bakery.Token, StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(hook.Path, "[]", "X-Heymarket-Token", hook.Token));

        Assert.Empty(await EventsAsync(portal, team));
        Assert.Empty(await EventsAsync(portal, other));
    }

    [Fact]
    public async Task A_body_above_256_KB_is_refused()
    {
        var (team, hook) = await MakeAsync(portal);
        string Body(int bytes)
        {
            var frame = $$"""{"type":"x","token":"{{hook.Token}}","pad":""}""";
            return frame.Insert(frame.Length - 2, new string('x', bytes - frame.Length));
        }

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(hook.Path, Body(HookEndpoint.LargestBody + 1)));
        Assert.Empty(await EventsAsync(portal, team));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(hook.Path, Body(HookEndpoint.LargestBody)));
        Assert.Single(await EventsAsync(portal, team));
    }

    [Fact]
    public async Task Replaced_or_removed_the_old_one_stops_at_once()
    {
        var (team, hook) = await MakeAsync(portal);
        var actor = await ActorAsync(portal, team);
        var next = Assert.IsType<HookAnswer.Made>(await portal.Get<TeamHooks>().MakeAsync(actor));

        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(hook.Path, Chat.Replace("TOKEN", hook.Token, StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(next.Path, Chat.Replace("TOKEN", hook.Token, StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(next.Path, Chat.Replace("TOKEN", next.Token, StringComparison.Ordinal)));
        Assert.Null(await portal.Get<TeamHooks>().RemoveAsync(actor));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(next.Path, Chat.Replace("TOKEN", next.Token, StringComparison.Ordinal)));

        var audited = await portal.Get<Database>().ReadAsync(team, db => db.AuditEntries.Where(e => e.Chain == team && e.Action.StartsWith("webhook")).OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync());
        Assert.Equal(["webhook.created", "webhook.replaced", "webhook.removed"], audited);
    }

    [Fact]
    public async Task An_archived_team_hears_nothing()
    {
        var (team, hook) = await MakeAsync(portal);
        await portal.Get<Database>().WriteAsync(null, db => db.Teams.Where(t => t.Id == team).ExecuteUpdateAsync(set => set.SetProperty(t => t.ArchivedAt, DateTimeOffset.UnixEpoch)));

        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(hook.Path, Chat.Replace("TOKEN", hook.Token, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_flood_is_slowed_on_its_own_path_alone()
    {
        await using var narrow = await PortalHost.StartAsync(("Hooks:CallsPerMinute", "3"));
        var (team, hook) = await MakeAsync(narrow);
        var (_, other) = await MakeAsync(narrow);
        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 5; i++)
        {
            answers.Add(await PostAsync(hook.Path, Chat.Replace("TOKEN", hook.Token, StringComparison.Ordinal).Replace("UPDATED", $"{i}", StringComparison.Ordinal), at: narrow));
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers);
        Assert.Equal(3, (await EventsAsync(narrow, team)).Count);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(other.Path, Chat.Replace("TOKEN", other.Token, StringComparison.Ordinal), at: narrow));
    }

    [Fact]
    public async Task What_was_left_when_the_portal_stopped_is_worked_off_at_the_next_start()
    {
        await using var own = await PortalHost.StartAsync();
        var (team, _) = await MakeAsync(own);
        await own.Get<Database>().WriteAsync(team, db =>
        {
            db.HookEvents.Add(new HookEvent { TeamId = team, Type = "target_opt_out", Fingerprint = "1", Body = HookStage.OptOut(), ReceivedAt = DateTimeOffset.UnixEpoch });
            return Task.CompletedTask;
        });

        await own.RestartAsync();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await own.Get<OptOuts>().CountAsync(team) == 0)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    internal static async Task<(long TeamId, HookAnswer.Made Hook)> MakeAsync(PortalHost portal, bool sandbox = false)
    {
        var made = Assert.IsType<TeamAnswer.Done>(await portal.Get<TeamDirectory>().CreateAsync(await AdministratorAsync(portal), $"Team {Guid.NewGuid():N}"[..20], "UTC", sandbox));
        return (made.TeamId, Assert.IsType<HookAnswer.Made>(await portal.Get<TeamHooks>().MakeAsync(await ActorAsync(portal, made.TeamId))));
    }

    private static async Task<Actor> ActorAsync(PortalHost portal, long team) => new(await AdministratorAsync(portal), team);

    private static Task<long> AdministratorAsync(PortalHost portal) => portal.Get<Database>().ReadAsync(null, db => db.Users.Select(a => a.Id).SingleAsync());

    private static Task<List<HookEvent>> EventsAsync(PortalHost portal, long team) =>
        portal.Get<Database>().ReadAsync(team, db => db.HookEvents.AsNoTracking().OrderBy(h => h.Id).ToListAsync());

    private async Task<HttpStatusCode> PostAsync(string path, string body, string? header = null, string? value = null, PortalHost? at = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri((at ?? portal).Address, $"/hooks/heymarket/{path}"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }
        using var answer = await client.SendAsync(request);
        Assert.True(answer.Content.Headers.ContentType is null, "No page is written for a machine.");
        return answer.StatusCode;
    }
}
