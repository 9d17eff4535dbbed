using System.Text;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Heymarket;

/// <summary>The real client over real HTTP, with teams and sealed keys on a real database.</summary>
public sealed class HeymarketStage : IAsyncDisposable
{
    private int _admins;

    private HeymarketStage(TestDatabase data) => Data = data;

    public TestDatabase Data { get; }
    public HeymarketSender Sender => Data.Get<HeymarketSender>();
    public HeymarketReads Reads => Data.Get<HeymarketReads>();
    public KeyProbe Probe => Data.Get<KeyProbe>();
    public ApiKeys Keys => Data.Get<ApiKeys>();

    /// <param name="address">Where real teams' requests go.</param>
    /// <param name="clock">The clock that stands still, when null.</param>
    public static Task<HeymarketStage> SetAsync(Uri address, TimeProvider? clock = null, params (string Key, string Value)[] settings) =>
        SetAsync(address, settings, services =>
        {
            if (clock is not null)
            {
                services.AddSingleton(clock);
            }
        });

    /// <param name="more">Registers what else the test needs; what it registers wins.</param>
    public static async Task<HeymarketStage> SetAsync(Uri address, (string Key, string Value)[] settings, Action<IServiceCollection> more)
    {
        (string Key, string Value)[] all =
            [("Sending:RequestsPerMinute", "0"), ("Heymarket:BaseAddress", address.OriginalString), .. settings];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(all.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value))).Build();
        return new(await TestDatabase.MakeAsync(
            services =>
            {
                services.AddTeams().AddHeymarket(configuration);
                more(services);
            }, all));
    }

    public async Task<(Team Team, long KeyId)> AddTeamAsync(
        ApiKeyCredentials? key = null, string slug = "twin-clinic", bool sandbox = false, string rateKey = "heymarket:7")
    {
        var team = await Data.AddTeamAsync(slug, sandbox);
        var admin = await Data.AddAccountAsync($"admin{++_admins}@example.com");
        await Data.AddMemberAsync(team, admin, Role.Admin);
        var added = await Keys.AddAsync(new Actor(admin.Id, team.Id) { SignedInAt = DateTimeOffset.MaxValue }, key ?? new ApiKeyCredentials.Static("key-of-the-clinic-7c2e"), "Front desk", new(rateKey, "Acme"));
        return (team, Assert.IsType<ApiKeyAnswer.Added>(added).ApiKeyId);
    }

    public static Claim ClaimOf(long keyId, string body = """{"inbox_id":413}""", bool sandbox = false) =>
        new(1, 1, Guid.NewGuid(), keyId, sandbox, "heymarket:7", Encoding.UTF8.GetBytes(body));

    /// <summary>One send with a stored key, as the pump makes it.</summary>
    public async Task<Observation> SendAsync(string body = """{"inbox_id":413}""", CancellationToken stop = default)
    {
        var (_, keyId) = await AddTeamAsync();
        return await Sender.SendAsync(ClaimOf(keyId, body), stop);
    }

    public ValueTask DisposeAsync() => Data.DisposeAsync();
}
