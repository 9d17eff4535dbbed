using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Data.History;

public sealed class SendIdsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Each filter on its own and every pair of them.</summary>
    public static IEnumerable<SendFilter> Filters
    {
        get
        {
            Func<SendFilter, SendFilter>[] one =
            [
                f => f with { Search = "umbrella" }, f => f with { State = SendState.Rejected }, f => f with { Delivery = Delivery.Failed }, f => f with { Kind = SendKind.Survey },
                f => f with { InboxId = 414 }, f => f with { AccountId = 2 }, f => f with { From = Start.AddDays(20) }, f => f with { Until = Start.AddDays(60) }, f => f with { Search = "0142" },
            ];
            yield return new();
            for (var i = 0; i < one.Length; i++)
            {
                for (var j = i; j < one.Length; j++)
                {
                    yield return one[i](one[j](new()));
                }
            }
            yield return one.Aggregate(new SendFilter(), (filter, add) => add(filter)) with { Search = "umbrella 0142" };
        }
    }

    /// <summary>Enough of everything that each pair has some, and that ids follow the clock.</summary>
    public static async Task<HistoryStage> FilledAsync(Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? more = null)
    {
        var stage = await HistoryStage.MakeAsync(more);
        var random = new Random(3);
        foreach (var teamId in (long[])[stage.Team.Id, stage.Other.Id])
        {
            await stage.Test.WriteAsync(teamId, db =>
            {
                db.Sends.AddRange(Enumerable.Range(0, 400).Select(n => new Send
                {
                    TeamId = teamId, LocalId = Guid.NewGuid().ToString(), RequestId = Guid.NewGuid(), RateKey = "r", SenderId = 12, StateAt = Start, DueAt = Start, NotAfter = Start,
                    CreatedAt = Start.AddHours(n * 6), Kind = random.Next(3) == 0 ? SendKind.Survey : SendKind.Individual, State = random.Next(3) == 0 ? SendState.Rejected : SendState.Accepted,
                    Delivery = random.Next(3) switch { 0 => Delivery.Failed, 1 => Delivery.Delivered, _ => null }, InboxId = 413 + random.Next(3), AccountId = random.Next(1, 4),
                    Text = random.Next(3) == 0 ? "Bring an umbrella" : "Hello there", PhoneNumber = random.Next(3) == 0 ? "15105550142" : "15105550199", MessageId = 1 + random.NextInt64(5_000),
                }));
                return Task.FromResult(true);
            });
        }
        return stage;
    }

    [Fact]
    public async Task Every_pair_of_filters_finds_what_a_plain_reading_of_all_rows_finds_in_windows_both_ways()
    {
        await using var stage = await FilledAsync();
        var all = await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.AsNoTracking().OrderByDescending(s => s.Id).ToListAsync());
        foreach (var filter in Filters)
        {
            var expected = all.Where(s => Fits(s, filter)).Select(s => s.Id).ToList();

            Assert.Equal(expected, await stage.FindAsync(filter, most: 1_000));
            List<long> walked = [];
            for (long? before = null; await stage.FindAsync(filter, before: before, most: 7) is { Count: > 0 } window; before = window[^1])
            {
                walked.AddRange(window);
            }
            Assert.Equal(expected, walked);
            var after = expected.Count > 3 ? expected[3] : 0;
            var newer = await stage.Test.ReadAsync(stage.Team.Id, db => SendIds.AfterAsync(db, stage.Team.Id, filter, after, 2, default));
            Assert.Equal(expected.Where(id => id > after).Order().Take(2), newer);
        }
    }

    [Fact]
    public async Task Every_way_to_find_the_same_sends_gives_the_same()
    {
        await using var stage = await FilledAsync();
        foreach (var filter in Filters)
        {
            var words = filter.Search is null ? null : filter.Search.Contains('u', StringComparison.Ordinal) ? "Words : \"umbrella\"" : "Endings : \"2410\" *";
            var ways = SendSources.Of(stage.Team.Id, filter, words is null ? null : $"{SearchMatch.Belongs(stage.Team.Id, filter)} AND {words}");
            ways.AddRange(words is null ? [] : [SendSources.Rare(stage.Team.Id, filter, words)]);
            var found = new List<List<long>>();
            foreach (var way in ways)
            {
                var (sql, values) = way.Ids(IdRange.All, true, 1_000);
                found.Add(await stage.Test.ReadAsync(stage.Team.Id, db => db.Database.SqlQueryRaw<long>(sql, values).ToListAsync()));
            }
            Assert.All(found, ids => Assert.Equal(found[0], ids));
        }
    }

    [Fact]
    public async Task A_clock_that_was_set_back_a_little_hides_nothing()
    {
        await using var stage = await HistoryStage.MakeAsync();
        var first = await stage.AddAsync(s => s.CreatedAt = Start.AddMinutes(10));
        var second = await stage.AddAsync(s => s.CreatedAt = Start.AddMinutes(-10));
        var third = await stage.AddAsync(s => s.CreatedAt = Start.AddMinutes(5));

        Assert.Equal([third, first], await stage.FindAsync(new SendFilter { From = Start }));
        Assert.Equal([second], await stage.FindAsync(new SendFilter { Until = Start }));
    }

    [Fact]
    public async Task The_rarer_of_two_filters_is_the_one_that_is_walked()
    {
        await using var stage = await FilledAsync();
        await stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Accepted).SetProperty(s => s.InboxId, 413)));
        // More than are looked ahead in one, hardly any in the other.
        await stage.Test.WriteAsync(stage.Team.Id, db =>
        {
            db.Sends.AddRange(Enumerable.Range(0, SendIds.Ahead).Select(n => new Send
            {
                TeamId = stage.Team.Id, LocalId = $"{n}", RequestId = Guid.NewGuid(), RateKey = "r", State = SendState.Accepted, InboxId = n == 7 ? 9 : 413, CreatedAt = Start.AddDays(200), DueAt = Start, NotAfter = Start,
            }));
            return Task.FromResult(true);
        });
        var filter = new SendFilter { State = SendState.Accepted, InboxId = 9 };

        var walked = await stage.Test.ReadAsync(stage.Team.Id, db => SendIds.QuickestAsync(db, SendSources.Of(stage.Team.Id, filter, null), IdRange.All, true, default));

        Assert.Contains("IX_Sends_TeamId_InboxId", walked.From, StringComparison.Ordinal);
        Assert.Single(await stage.FindAsync(filter));
    }

    [Fact]
    public async Task A_question_nobody_waits_for_any_more_ends()
    {
        await using var stage = await FilledAsync();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            stage.Test.ReadAsync(stage.Team.Id, db => SendIds.BeforeAsync(db, stage.Team.Id, new SendFilter(), null, 10, stop.Token)));
    }

    private static bool Fits(Send s, SendFilter f) =>
        (f.State is null || s.State == f.State) && (f.Delivery is null || s.Delivery == f.Delivery) && (f.Kind is null || s.Kind == f.Kind)
        && (f.InboxId is null || s.InboxId == f.InboxId) && (f.AccountId is null || s.AccountId == f.AccountId)
        && (f.From is null || s.CreatedAt >= f.From) && (f.Until is null || s.CreatedAt < f.Until)
        && (f.Search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => word == "umbrella"
            ? s.Text!.Contains("umbrella", StringComparison.Ordinal)
            : s.PhoneNumber!.EndsWith(word, StringComparison.Ordinal) || s.MessageId == 142);
}
