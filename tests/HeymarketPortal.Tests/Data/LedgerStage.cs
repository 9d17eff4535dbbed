using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Data;

/// <summary>A team with a Texter and a working key, ready to confirm sends.</summary>
public sealed class LedgerStage : IAsyncDisposable
{
    public const string RateKey = "heymarket:7";

    private static readonly SendFacts Facts = new(
        [new InboxFacts(413, "Front Desk", "14155550100", [12])], new Dictionary<long, string> { [12] = "Sam Ortiz" }, null, false);

    /// <summary>Neither too early nor too late to text anybody.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public required TestDatabase Test { get; init; }
    public required Team Team { get; init; }
    public required Account Texter { get; init; }
    public Actor Actor => new(Texter.Id, Team.Id);
    public Ledger Ledger => Test.Get<Ledger>();
    public LedgerClaims Claims => Test.Get<LedgerClaims>();

    public static async Task<LedgerStage> MakeAsync(Role role = Role.Texter)
    {
        var test = await TestDatabase.MakeAsync();
        var team = await test.AddTeamAsync();
        var texter = await test.AddAccountAsync();
        await test.AddMemberAsync(team, texter, role);
        var stage = new LedgerStage { Test = test, Team = team, Texter = texter };
        await stage.AddKeyAsync(team, RateKey);
        return stage;
    }

    public Task<ApiKey> AddKeyAsync(Team team, string rateKey) => Test.WriteAsync(team.Id, db => Task.FromResult(db.ApiKeys.Add(new ApiKey
    {
        TeamId = team.Id,
        Label = "Front desk",
        SealedKey = Test.Get<TeamVault>().Seal(team, "key", "secret"),
        LastFour = "cret",
        Fingerprint = Guid.NewGuid().ToString(),
        RateKey = rateKey,
        State = ApiKeyState.InUse,
    }).Entity));

    public static ConfirmedSend Confirmed(string number = "15105550142", SendTicket? ticket = null) => SendRules.Confirm(
        new SendForm { InboxId = 413, SenderId = 12, PhoneNumber = number, Text = "Hi" }, Facts,
        ticket ?? SendTicket.New(DateTimeOffset.UtcNow), Noon).Send!;

    public async Task<long> ConfirmAsync(string number = "15105550142") =>
        Assert.IsType<ConfirmAnswer.Stored>(await Ledger.ConfirmAsync(Actor, Confirmed(number) with { Repeating = long.MaxValue })).SendId;

    public async Task<Claim> ClaimAsync() => Assert.IsType<Claim>(await Claims.ClaimAsync(RateKey));

    public Task<Send> SendAsync(long id) => Test.ReadAsync(Team.Id, db => db.Sends.AsNoTracking().SingleAsync(s => s.Id == id));

    public ValueTask DisposeAsync() => Test.DisposeAsync();
}
