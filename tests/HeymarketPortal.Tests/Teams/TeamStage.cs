using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Teams;

/// <summary>Two teams with an admin each, on a real database.</summary>
public sealed class TeamStage : IAsyncDisposable
{
    public static readonly ApiKeyFacts Facts = new("heymarket:11", "Twin Clinic at Heymarket");

    private TeamStage(TestDatabase data) => Data = data;

    public TestDatabase Data { get; }
    public Account Ada { get; private set; } = null!;
    public Account Bob { get; private set; } = null!;
    public Team Clinic { get; private set; } = null!;
    public Team Bakery { get; private set; } = null!;

    public TeamDirectory Directory => Data.Get<TeamDirectory>();
    public Memberships Memberships => Data.Get<Memberships>();
    public ApiKeys Keys => Data.Get<ApiKeys>();
    public Actor AdaInClinic => new(Ada.Id, Clinic.Id) { SignedInAt = DateTimeOffset.MaxValue };
    public Actor BobInBakery => new(Bob.Id, Bakery.Id) { SignedInAt = DateTimeOffset.MaxValue };

    /// <param name="more">Registers what else the test needs.</param>
    public static async Task<TeamStage> SetAsync(Action<IServiceCollection>? more = null)
    {
        var stage = new TeamStage(await TestDatabase.MakeAsync(services =>
        {
            services.AddTeams();
            more?.Invoke(services);
        }));
        stage.Clinic = await stage.Data.AddTeamAsync("twin-clinic");
        stage.Bakery = await stage.Data.AddTeamAsync("bakery");
        stage.Ada = await stage.Data.AddAccountAsync("ada@example.com");
        stage.Bob = await stage.Data.AddAccountAsync("bob@example.com");
        await stage.Data.AddMemberAsync(stage.Clinic, stage.Ada, Role.Admin);
        await stage.Data.AddMemberAsync(stage.Bakery, stage.Bob, Role.Admin);
        return stage;
    }

    public async Task<long> AddKeyAsync(string key = "a-key-of-the-clinic", ApiKeyFacts? facts = null, string label = "Front desk") =>
        Assert.IsType<ApiKeyAnswer.Added>(await Keys.AddAsync(AdaInClinic, new ApiKeyCredentials.Static(key), label, facts ?? Facts)).ApiKeyId;

    public async Task<ApiKeyView> KeyAsync(long id) => (await Keys.ListAsync(Clinic.Id)).Single(k => k.Id == id);

    public Task<List<string>> AuditAsync(long chain) => Data.ReadAsync(null, db =>
        Task.FromResult(db.AuditEntries.Where(e => e.Chain == chain).OrderBy(e => e.Sequence).Select(e => $"{e.Action} {e.Subject} {e.Detail}".Trim()).ToList()));

    public async Task<long> AddSendAsync(SendState state = SendState.Queued, Team? team = null)
    {
        var (now, teamId) = (Data.Time.GetUtcNow(), (team ?? Clinic).Id);
        return (await Data.WriteAsync(teamId, db => Task.FromResult(db.Sends.Add(new Send
        {
            TeamId = teamId,
            State = state,
            StateAt = now,
            LocalId = Guid.CreateVersion7().ToString(),
            RequestId = Guid.NewGuid(),
            RateKey = Facts.RateKey,
            InboxId = 1,
            SenderId = 2,
            PhoneNumber = "15105550100",
            Text = "Hello",
            CreatedAt = now,
            DueAt = now,
            NotAfter = now.AddHours(1),
        }).Entity))).Id;
    }

    public ValueTask DisposeAsync() => Data.DisposeAsync();
}
