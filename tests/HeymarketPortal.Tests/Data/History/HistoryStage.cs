using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Data;

namespace HeymarketPortal.Tests.Data.History;

/// <summary>Two teams whose sends are written as EF writes them, with an attempt each.</summary>
public sealed class HistoryStage : IAsyncDisposable
{
    private int _made;

    public required TestDatabase Test { get; init; }
    public required Team Team { get; init; }
    public required Team Other { get; init; }
    public required long KeyId { get; init; }

    public static async Task<HistoryStage> MakeAsync(Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? more = null)
    {
        var test = await TestDatabase.MakeAsync(more);
        var (team, other) = (await test.AddTeamAsync(), await test.AddTeamAsync("bakery"));
        var key = await test.WriteAsync(team.Id, db => Task.FromResult(db.ApiKeys.Add(new ApiKey
        {
            TeamId = team.Id, Label = "Front desk", SealedKey = test.Get<TeamVault>().Seal(team, "key", "secret"), LastFour = "cret",
            Fingerprint = "f", RateKey = LedgerStage.RateKey, State = ApiKeyState.InUse,
        }).Entity));
        return new() { Test = test, Team = team, Other = other, KeyId = key.Id };
    }

    /// <summary>A send of the first team, accepted unless told otherwise.</summary>
    public Task<long> AddAsync(Action<Send>? change = null) => AddAsync(Team.Id, change);

    public async Task<long> AddAsync(long teamId, Action<Send>? change = null)
    {
        var now = Test.Time.GetUtcNow();
        var send = new Send
        {
            TeamId = teamId, State = SendState.Accepted, StateAt = now, LocalId = Guid.CreateVersion7(now).ToString(), RequestId = Guid.NewGuid(), RateKey = LedgerStage.RateKey,
            InboxId = 413, SenderId = 12, InboxName = "Front Desk", AccountName = "ada", CreatedAt = now, DueAt = now, NotAfter = now, MessageId = 9_000_000 + ++_made,
        };
        change?.Invoke(send);
        return (await Test.WriteAsync(teamId, db => Task.FromResult(db.Sends.Add(send).Entity))).Id;
    }

    public Task AddAttemptAsync(long sendId, string requestId) => Test.WriteAsync(Team.Id, db => Task.FromResult(db.AttemptRows.Add(new Attempt
    {
        Id = Guid.CreateVersion7(), SendId = sendId, TeamId = Team.Id, ApiKeyId = KeyId, LocalId = "", BodyHash = "", StartedAt = Test.Time.GetUtcNow(), RequestId = requestId,
    })));

    public Task<List<long>> FindAsync(string search, long? teamId = null) => FindAsync(new SendFilter { Search = search }, teamId);

    public Task<List<long>> FindAsync(SendFilter filter, long? teamId = null, long? before = null, int most = 100) =>
        Test.ReadAsync(teamId ?? Team.Id, db => SendIds.BeforeAsync(db, teamId ?? Team.Id, filter, before, most, default));

    public ValueTask DisposeAsync() => Test.DisposeAsync();
}
