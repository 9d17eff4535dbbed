using System.Text;
using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Hooks;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Data;

public class EraserTests
{
    private const int Days = 90;
    private const string Ending = "hushhush";

    [Fact]
    public async Task Not_a_word_and_not_a_number_of_what_is_erased_stays_in_any_file_of_the_database()
    {
        await using var stage = await LedgerStage.MakeAsync();
        await stage.Test.ReadAsync(null, db => db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL"));
        var said = await FillAsync(stage, 600);
        var before = await FilesAsync(stage);
        Assert.All(said.Take(20), words => Assert.True(before.AsSpan().IndexOf(Encoding.ASCII.GetBytes(words)) >= 0));
        Assert.Empty(said.Except(await TermsAsync(stage)));

        stage.Test.Time.Advance(TimeSpan.FromDays(Days + 1));
        Assert.Equal(600, await stage.Test.Get<Eraser>().RunAsync(stage.Team.Id, Days));
        Assert.True(await stage.Test.Get<Compactor>().RunAsync());

        var after = await FilesAsync(stage);
        Assert.DoesNotContain(said, words => after.AsSpan().IndexOf(Encoding.ASCII.GetBytes(words)) >= 0);
        // The index of the search writes of a word only what sets it apart from the one before it.
        Assert.Equal(-1, after.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Ending)));
        Assert.Empty((await TermsAsync(stage)).Intersect(said.SelectMany(words => (string[])[words, words[1..], string.Concat(words.Reverse())])));
        Assert.Equal(600, await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.CountAsync(s => s.ErasedAt != null && s.State == SendState.Accepted && s.MessageId != null)));
    }

    [Theory]
    [InlineData(SendState.Accepted, true)]
    [InlineData(SendState.Rejected, true)]
    [InlineData(SendState.NotSent, true)]
    [InlineData(SendState.Cancelled, true)]
    [InlineData(SendState.Expired, true)]
    [InlineData(SendState.Closed, true)]
    [InlineData(SendState.Scheduled, false)]
    [InlineData(SendState.Queued, false)]
    [InlineData(SendState.Held, false)]
    [InlineData(SendState.Sending, false)]
    [InlineData(SendState.Unknown, false)]
    [InlineData(SendState.NotFound, false)]
    public async Task Only_what_has_ended_is_erased(SendState state, bool erased)
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await OldAsync(stage, state);

        Assert.Equal(erased ? 1 : 0, await stage.Test.Get<Eraser>().RunAsync(stage.Team.Id, Days));

        var send = await stage.SendAsync(id);
        Assert.Equal(erased ? (null, null) : ("Hi", "15105550142"), (send.Text, send.PhoneNumber));
        Assert.Equal((state, erased), (send.State, send.ErasedAt is not null));
    }

    [Fact]
    public async Task What_is_younger_ended_lately_or_is_still_looked_for_is_kept()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var looked = await OldAsync(stage, SendState.Accepted);
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.CheckAt, s => s.DueAt)));
        var settled = await OldAsync(stage, SendState.Closed);
        var now = stage.Test.Time.GetUtcNow();
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.Where(s => s.Id == settled).ExecuteUpdateAsync(set => set.SetProperty(s => s.StateAt, now)));
        await stage.ConfirmAsync("15105550155");

        Assert.Equal(0, await stage.Test.Get<Eraser>().RunAsync(stage.Team.Id, Days));
        Assert.Equal("Hi", (await stage.SendAsync(looked)).Text);
    }

    [Fact]
    public async Task What_lies_beside_a_send_is_erased_too_and_the_opted_out_number_is_remembered()
    {
        await using var stage = await HookStage.SetAsync();
        var id = await stage.UnknownAsync();
        await stage.HearAsync(HookStage.Sent(await stage.LocalIdAsync(id), "delivered"));
        await stage.Test.Get<OptOuts>().AddAsync(stage.TeamId, "15105550142", null);
        await stage.Test.Get<Drafts>().SaveAsync(stage.Ledger.Actor, Guid.NewGuid(), 0, new SendForm { Text = "Hi" });
        await stage.Test.WriteAsync(stage.TeamId, db => db.AttemptRows.ExecuteUpdateAsync(set => set.SetProperty(a => a.Evidence, "to 15105550142")));
        await stage.Test.WriteAsync(stage.TeamId, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.CheckAt, (DateTimeOffset?)null)));
        stage.Test.Time.Advance(TimeSpan.FromDays(Days + 1));
        // Told once more, long after: this event is young, but its text is not.
        await stage.HearAsync(HookStage.Sent(await stage.LocalIdAsync(id), "delivered", updated: "2026-06-02T18:04:09Z"));

        Assert.Equal(1, await stage.Test.Get<Eraser>().RunAsync(stage.TeamId, Days));

        var (attempt, evidence) = (await stage.Test.ReadAsync(stage.TeamId, db => db.AttemptRows.SingleAsync()), await stage.Test.ReadAsync(stage.TeamId, db => db.Evidence.SingleAsync()));
        Assert.Equal(("", null, null, null), (attempt.BodyHash, attempt.Reason, attempt.Evidence, evidence.Details));
        Assert.Equal(HookStage.MessageId, evidence.MessageId);
        Assert.Equal((0, 0, 1), await stage.Test.ReadAsync(stage.TeamId, async db => (await db.HookEvents.CountAsync(), await db.Drafts.CountAsync(), await db.OptOuts.CountAsync())));
    }

    [Fact]
    public async Task What_is_told_after_the_erasing_moves_the_delivery_and_brings_no_word_back()
    {
        await using var stage = await HookStage.SetAsync();
        var id = await stage.UnknownAsync();
        await stage.HearAsync(HookStage.Sent(await stage.LocalIdAsync(id)));
        await stage.Test.WriteAsync(stage.TeamId, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.CheckAt, (DateTimeOffset?)null)));
        stage.Test.Time.Advance(TimeSpan.FromDays(Days + 1));
        await stage.Test.Get<Eraser>().RunAsync(stage.TeamId, Days);

        await stage.HearAsync(HookStage.Sent(await stage.LocalIdAsync(id), "delivered", updated: "2026-06-02T18:04:09Z"));

        var send = await stage.Ledger.SendAsync(id);
        Assert.Equal((Delivery.Delivered, (string?)null), (send.Delivery, send.CheckNote));
        Assert.NotNull(await stage.Test.Get<LedgerEvidence>().AskAsync(stage.Ledger.Actor, id));
    }

    [Fact]
    public async Task Erasing_is_audited_with_counts_alone_and_the_people_of_a_group_stay_counted()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await OldAsync(stage, SendState.Rejected);
        await stage.Test.WriteAsync(stage.Team.Id, async db => (await db.Sends.SingleAsync()).Targets = ["15105550142", "15105550143"]);

        await stage.Test.Get<Eraser>().RunAsync(stage.Team.Id, Days);
        await stage.Test.Get<Eraser>().RunAsync(stage.Team.Id, Days);

        Assert.Equal(["", ""], (await stage.SendAsync(id)).Targets);
        var entry = await stage.Test.ReadAsync(null, db => db.AuditEntries.SingleAsync(e => e.Action == "sends.erased"));
        Assert.Equal((stage.Team.Id, (long?)null, $"team:{stage.Team.Id}", $"count=1 days={Days} from={id} to={id}"), (entry.Chain, entry.AccountId, entry.Subject, entry.Detail));
        Assert.Null((await stage.Test.Get<AuditChains>().VerifyAsync(stage.Team.Id)).BreaksAt);
    }

    [Fact]
    public async Task What_is_erased_is_never_sent_again()
    {
        await using var stage = await LedgerStage.MakeAsync(Role.Admin);
        var id = await OldAsync(stage, SendState.Rejected);
        Assert.Equal([id], (await stage.Test.Get<LedgerAgain>().LookAsync(stage.Actor, [id])).Sent);

        await stage.Test.Get<Eraser>().RunAsync(stage.Team.Id, Days);

        Assert.Equal([NotAgain.Settled], (await stage.Test.Get<LedgerAgain>().SendAsync(stage.Actor, [id])).Left);
    }

    [Theory]
    [InlineData("15105550142")]
    [InlineData("15105550155")]
    public async Task What_cannot_be_held_against_a_later_text_that_is_erased_is_composed_anew(string later)
    {
        await using var stage = await LedgerStage.MakeAsync(Role.Admin);
        var old = await OldAsync(stage, SendState.NotFound);
        var repeat = await stage.ConfirmAsync(later);
        stage.Test.Time.Advance(TimeSpan.FromDays(Days + 1));
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.Where(s => s.Id == repeat).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Accepted)));
        Assert.Equal(1, await stage.Test.Get<Eraser>().RunAsync(stage.Team.Id, Days));

        var answer = await stage.Test.Get<LedgerAgain>().SendAsync(stage.Actor, [old]);

        Assert.Equal((0, NotAgain.Erased), (answer.Sent.Count, Assert.Single(answer.Left)));
        Assert.Contains("compose it anew", Assert.Single(HeymarketPortal.Pages.Outbox.AgainWords.LeftOut(answer)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_never_left_or_is_of_another_kind_keeps_nothing_back_when_it_is_erased()
    {
        await using var stage = await LedgerStage.MakeAsync(Role.Admin);
        var old = await OldAsync(stage, SendState.NotFound);
        var (rejected, survey) = (await stage.ConfirmAsync(), await stage.ConfirmAsync());
        stage.Test.Time.Advance(TimeSpan.FromDays(Days + 1));
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.Where(s => s.Id == rejected).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Rejected)));
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.Where(s => s.Id == survey).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Accepted).SetProperty(s => s.SurveyId, 61)));
        Assert.Equal(2, await stage.Test.Get<Eraser>().RunAsync(stage.Team.Id, Days));

        Assert.Single((await stage.Test.Get<LedgerAgain>().SendAsync(stage.Actor, [old])).Sent);
    }

    [Fact]
    public async Task The_gallery_link_goes_with_the_text()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await OldAsync(stage, SendState.Accepted);
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.GalleryUrl, "https://app.heymarket.com/gallery/7c2e").SetProperty(s => s.MediaUrl, "https://example.com/a.png")));

        await stage.Test.Get<Eraser>().RunAsync(stage.Team.Id, Days);

        Assert.Equal((null, null), ((await stage.SendAsync(id)).GalleryUrl, (await stage.SendAsync(id)).MediaUrl));
    }

    [Fact]
    public async Task Another_team_keeps_what_it_has()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await OldAsync(stage, SendState.Accepted);
        var other = await stage.Test.AddTeamAsync("bakery");

        Assert.Equal(0, await stage.Test.Get<Eraser>().RunAsync(other.Id, Days));
        Assert.Equal("Hi", (await stage.SendAsync(id)).Text);
    }

    private static async Task<long> OldAsync(LedgerStage stage, SendState state)
    {
        var id = await stage.ConfirmAsync();
        stage.Test.Time.Advance(TimeSpan.FromDays(Days + 1));
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, state)));
        return id;
    }

    /// <summary>Sends that grew after they were written, as real ones do: pages split, and rows move about.</summary>
    private static async Task<List<string>> FillAsync(LedgerStage stage, int count)
    {
        var random = new Random(7);
        List<string> said = [];
        await stage.Test.Database.WriteAsync(stage.Team.Id, async db =>
        {
            for (var i = 0; i < count; i++)
            {
                var (number, word) = ($"1510{random.Next(1_000_000, 9_999_999)}", $"{random.NextInt64():x}{Ending}");
                said.AddRange(number, word);
                var send = NewSends.Of(LedgerStage.Confirmed(number), await db.Memberships.Include(m => m.Account).Include(m => m.Team).SingleAsync(), await db.ApiKeys.SingleAsync(), new SendingOptions(), stage.Test.Time.GetUtcNow());
                (send.Text, send.ListNumbers) = ($"{word} {new string('y', random.Next(300))}", i % 50 == 0 ? [.. Enumerable.Repeat(number, 400)] : null);
                db.Sends.Add(send);
            }
        });
        await stage.Test.Database.WriteAsync(stage.Team.Id, async db =>
        {
            foreach (var send in (await db.Sends.ToListAsync()).OrderBy(_ => random.Next()))
            {
                (send.State, send.MessageId, send.GalleryUrl) = (SendState.Accepted, random.NextInt64(), $"https://app.heymarket.com/gallery/{Guid.NewGuid()}");
                await db.SaveChangesAsync();
            }
        });
        return said;
    }

    private static Task<List<string>> TermsAsync(LedgerStage stage) =>
        stage.Test.ReadAsync(null, db => db.Database.SqlQueryRaw<string>("""SELECT DISTINCT "term" AS "Value" FROM "SendTerms" """).ToListAsync());

    private static async Task<byte[]> FilesAsync(LedgerStage stage)
    {
        using var all = new MemoryStream();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(stage.Test.Path)!))
        {
            await using var one = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await one.CopyToAsync(all);
        }
        return all.ToArray();
    }
}
