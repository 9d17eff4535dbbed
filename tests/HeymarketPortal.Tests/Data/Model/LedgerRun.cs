using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket.Wire;
using HeymarketPortal.Hooks;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests.Hooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeymarketPortal.Tests.Data.Model;

/// <summary>One thing that a person, the clock, Heymarket or a power cut does. <paramref name="Which"/> picks the send it is done to.</summary>
internal sealed record Command(Do Do, int Which);

internal enum Do
{
    Confirm, ConfirmTwice, Schedule, Claim, ClaimThree, Take, AnswerAccepted, AnswerLost, AnswerRejected, AnswerNotSent, AnswerKeyRefused,
    Sweep, Restart, Cancel, Stop, Resume, KeyTrouble, Verify, SendNow, Close, Again, Found, Absent, Probable, Webhook,
    WaitSeconds, WaitTenMinutes, WaitHalfAnHour,
}

/// <summary>The real ledger on a real database beside its model: each command goes to both, and both must say the same.</summary>
internal sealed class LedgerRun : IAsyncDisposable
{
    private const string RateKey = "heymarket:7";
    private readonly List<(Claim Claim, ModelSend Send)> _open = [];
    private LedgerModel _model = null!;

    public required TestDatabase Test { get; init; }
    public required Actor Actor { get; init; }
    public required long KeyId { get; init; }

    public static async Task<LedgerRun> MakeAsync()
    {
        var test = await TestDatabase.MakeAsync(services => services.AddTeams(), ("Sending:HoldSeconds", "0"));
        await test.RefuseIllegalMovesAsync();
        var (team, account) = (await test.AddTeamAsync(), await test.AddAccountAsync());
        await test.AddMemberAsync(team, account, Role.Admin);
        var actor = new Actor(account.Id, team.Id) { SignedInAt = DateTimeOffset.MaxValue };
        var added = (ApiKeyAnswer.Added)await test.Get<ApiKeys>().AddAsync(actor, new ApiKeyCredentials.Static("key-7c2e"), "Front desk", new(RateKey, "Acme"));
        return new LedgerRun { Test = test, Actor = actor, KeyId = added.ApiKeyId };
    }

    public async Task RunAsync(Command[] commands)
    {
        await BeginAsync();
        foreach (var command in commands)
        {
            var before = _model.Sends.Values.ToDictionary(s => s.Id, s => (s.State, s.StateAt));
            await DoAsync(command);
            await CompareAsync(command, before);
        }
    }

    private async Task BeginAsync()
    {
        _open.Clear();
        _model = new LedgerModel(Test.Time.GetUtcNow());
        await Test.WriteAsync(null, db => db.Database.ExecuteSqlRawAsync("""
            DELETE FROM "Evidence"; DELETE FROM "HookEvents"; DELETE FROM "Attempts"; DELETE FROM "Sends";
            UPDATE "ApiKeys" SET "State" = 'InUse', "Trouble" = NULL; UPDATE "Teams" SET "StoppedAt" = NULL, "StoppedBy" = NULL;
            """));
    }

    private Task DoAsync(Command command) => command.Do switch
    {
        Do.Confirm => ConfirmAsync(null, twice: false),
        Do.ConfirmTwice => ConfirmAsync(null, twice: true),
        Do.Schedule => ConfirmAsync(_model.Now.AddMinutes(5 + command.Which % 40), twice: false),
        Do.Claim => ClaimAsync(1),
        Do.ClaimThree => ClaimAsync(3),
        Do.WaitSeconds => WaitAsync(TimeSpan.FromSeconds(25)),
        Do.WaitTenMinutes => WaitAsync(TimeSpan.FromMinutes(10)),
        Do.WaitHalfAnHour => WaitAsync(TimeSpan.FromMinutes(31)),
        Do.Sweep => BothAsync(_model.Sweep, Test.Get<LedgerClaims>().SweepAsync),
        Do.Restart => RestartAsync(command.Which % 2 == 0),
        Do.Stop => BothAsync(_model.Stop, () => Test.Get<TeamStops>().StopAsync(Actor)),
        Do.Resume => BothAsync(_model.Resume, () => Test.Get<TeamStops>().ResumeAsync(Actor)),
        Do.KeyTrouble => BothAsync(_model.KeyTrouble, () => Test.Get<LedgerClaims>().HoldKeyAsync(Actor.TeamId, KeyId, "Refused.")),
        Do.Verify => BothAsync(_model.Verify, () => Test.Get<ApiKeys>().VerifiedAsync(Actor, KeyId, new ApiKeyFacts(RateKey, "Acme"))),
        >= Do.Take and <= Do.AnswerKeyRefused => AnswerAsync(command),
        _ when _model.Sends.Count == 0 => Task.CompletedTask,
        _ => ToOneAsync(command.Do, _model.Sends.Values.ElementAt(command.Which % _model.Sends.Count)),
    };

    private static async Task BothAsync(Action model, Func<Task> real)
    {
        await real();
        model();
    }

    private Task ToOneAsync(Do what, ModelSend send) => what switch
    {
        Do.Cancel => BothAsync(() => _model.Cancel(send), () => Test.Get<Ledger>().CancelAsync(Actor, send.Id)),
        Do.SendNow => BothAsync(() => _model.SendNow(send), () => Test.Get<Ledger>().SendNowAsync(Actor, send.Id)),
        Do.Close => BothAsync(() => _model.Close(send), () => Test.Get<Ledger>().CloseAsync(Actor, send.Id)),
        Do.Again => AgainAsync(send),
        _ => LookAsync(what, send),
    };

    private async Task ConfirmAsync(DateTimeOffset? due, bool twice)
    {
        // A number of its own: repeats are another test's business.
        var number = "1510555" + (1000 + _model.Sends.Count).ToString(CultureInfo.InvariantCulture);
        var confirmed = LedgerStage.Confirmed(number) with { DueAt = due };
        var stored = (ConfirmAnswer.Stored)await Test.Get<Ledger>().ConfirmAsync(Actor, confirmed);
        _model.Confirm(stored.SendId, due);
        if (twice)
        {
            var second = (ConfirmAnswer.Stored)await Test.Get<Ledger>().ConfirmAsync(Actor, confirmed);
            Assert.Equal((stored.SendId, true), (second.SendId, second.AlreadyThere));
        }
    }

    private async Task ClaimAsync(int most)
    {
        var claims = await Test.Get<LedgerClaims>().ClaimAsync(RateKey, most);
        var expected = _model.Claim(most);
        Assert.Equal(expected.Select(s => s.Id), claims.Select(c => c.SendId));
        _open.AddRange(claims.Zip(expected));
    }

    /// <summary>Heymarket can take a text only while its request is under way, and then never says that it did not.</summary>
    private async Task AnswerAsync(Command command)
    {
        if (_open.Count == 0)
        {
            return;
        }
        var (claim, send) = _open[command.Which % _open.Count];
        var underWay = _model.Now - send.Started <= TimeSpan.FromSeconds(30);
        if (underWay && send.Taken == 0 && command.Do is (Do.Take or Do.AnswerAccepted or Do.AnswerLost) && command.Which % 3 > 0)
        {
            (send.Taken, send.Hidden) = (1, command.Which % 2 == 0);
        }
        if (command.Do == Do.Take)
        {
            return;
        }
        var answered = (command.Do, send.Taken > 0) switch
        {
            (Do.AnswerAccepted, true) => Answered.Accepted,
            (Do.AnswerRejected, false) => Answered.Rejected,
            (Do.AnswerNotSent, false) => Answered.NotSent,
            (Do.AnswerKeyRefused, false) => Answered.KeyRefused,
            _ => Answered.Silence,
        };
        _open.RemoveAll(open => open.Claim == claim);
        await SettleAsync(claim, send, answered);
        _model.Answer(send, answered);
    }

    private async Task SettleAsync(Claim claim, ModelSend send, Answered answered)
    {
        var (seen, outcome) = answered switch
        {
            Answered.Accepted => (new Observation { Status = 200, Left = true }, (Outcome)new Outcome.Accepted(new Receipt(9_000_000 + send.Id, null, null, null))),
            Answered.Rejected => (new Observation { Status = 400, Left = true }, new Outcome.Rejected("No.")),
            Answered.NotSent => (new Observation { Status = 429, Left = true }, new Outcome.NotSent("Slow down.")),
            Answered.KeyRefused => (new Observation { Status = 401, Left = true }, new Outcome.KeyRefused("Refused.")),
            _ => (new Observation { Failure = Failure.Timeout, Left = true }, new Outcome.Unknown("No answer.")),
        };
        await Test.Get<LedgerClaims>().SettleAsync(claim, seen, outcome);
        if (answered == Answered.KeyRefused)
        {
            await Test.Get<LedgerClaims>().HoldKeyAsync(Actor.TeamId, KeyId, "Refused.");
        }
    }

    // Whatever was under way may have been taken a moment before; its answer never comes.
    private Task RestartAsync(bool taken)
    {
        foreach (var (_, send) in _open.Where(open => taken && open.Send.Taken == 0 && _model.Now - open.Send.Started <= TimeSpan.FromSeconds(30)))
        {
            (send.Taken, send.Hidden) = (1, true);
        }
        _open.Clear();
        return BothAsync(_model.Restart, Test.Get<LedgerClaims>().RecoverAsync);
    }

    private Task WaitAsync(TimeSpan time)
    {
        Test.Time.Advance(time);
        _model.Now += time;
        return Task.CompletedTask;
    }

    private async Task AgainAsync(ModelSend send)
    {
        var answer = await Test.Get<LedgerAgain>().SendAsync(Actor, [send.Id]);
        var ended = send.State is SendState.NotFound or SendState.Rejected or SendState.NotSent or SendState.Expired;
        var alone = _model.Sends.Values.Count(s => s.Intent == send.Intent) == 1;
        // Beside others of its intent it may be refused as their repeat; alone it must go.
        Assert.True(answer.Sent.Count == 1 ? ended && _model.Sends.Values.All(s => s.AgainOf != send.Id) : !ended || !alone, $"Send again of {send.State}: {answer}");
        if (answer.Sent is [var id])
        {
            _model.Confirm(id, null, send);
        }
    }

    // What is looked for is what is in doubt or accepted; Heymarket shows what it took, sooner or later, and nothing else.
    private async Task LookAsync(Do what, ModelSend send)
    {
        var evidence = Test.Get<LedgerEvidence>();
        var lookable = send.State is SendState.Unknown or SendState.NotFound or SendState.Closed or SendState.Accepted;
        var seen = new Sighting(9_000_000 + send.Id, null, null, "Seen.");
        switch (what, send.Taken > 0)
        {
            case (Do.Found, true) when lookable:
                send.Hidden = false;
                await evidence.FoundAsync((await evidence.FindAsync(Actor.TeamId, send.Id))!, EvidenceSource.ReadBack, seen, null);
                _model.Found(send);
                break;
            case (Do.Absent, var taken) when lookable && taken == send.Hidden:
                var wanted = (await evidence.FindAsync(Actor.TeamId, send.Id))!;
                await evidence.AbsentAsync(wanted, counts: _model.Now >= wanted.StartedAt.AddMinutes(10) && wanted.State == SendState.Unknown, "Not there.", null);
                _model.Absent(send);
                break;
            case (Do.Probable, _) when lookable:
                await evidence.ProbableAsync((await evidence.FindAsync(Actor.TeamId, send.Id))!, seen with { MessageId = 1 }, null);
                break;
            case (Do.Webhook, true):
                send.Hidden = false;
                var local = await Test.ReadAsync(Actor.TeamId, db => db.Sends.Where(s => s.Id == send.Id).Select(s => s.LocalId).SingleAsync());
                await Test.Get<HookLog>().KeepAsync(Actor.TeamId, Sameness.Of(WireHooks.Read(HookStage.Sent(local, id: 9_000_000 + send.Id))!));
                await new HookWork(Test.Get<HookLog>(), evidence, Test.Get<OptOuts>(), NullLogger<HookWork>.Instance).RunAsync(default);
                _model.Told(send);
                break;
        }
    }

    private async Task CompareAsync(Command command, Dictionary<long, (SendState State, DateTimeOffset At)> before)
    {
        var real = await Test.ReadAsync(Actor.TeamId, db => db.Sends.OrderBy(s => s.Id).Select(s => new { s.Id, s.State }).ToListAsync());
        Assert.Equal(_model.Sends.Values.Select(s => (s.Id, s.State)), real.Select(s => (s.Id, s.State)));
        Promises.Check(command, before, _model);
    }

    public ValueTask DisposeAsync() => Test.DisposeAsync();
}
