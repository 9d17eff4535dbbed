using System.Text;
using System.Xml.Linq;
using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;
using HeymarketPortal.Hosting;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests.Pump;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Teams;

/// <summary>Master keys and data keys change under a portal that sends.</summary>
public sealed class KeyChangeTests
{
    private static readonly KeyValuePair<string, byte[]> Old = new("old", [.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly KeyValuePair<string, byte[]> New = new("new", [.. Enumerable.Repeat((byte)2, 32)]);
    private static readonly MasterKeys OldAlone = new([Old]);
    private static readonly MasterKeys Both = new([Old, New]);
    private static readonly MasterKeys NewAlone = new([New]);

    [Fact]
    public async Task After_a_rewrap_the_new_master_key_alone_opens_everything_and_nothing_names_the_old_one()
    {
        await using var stage = await TeamStage.SetAsync(services => services.AddSingleton(OldAlone));
        var (key, pair) = (await stage.AddKeyAsync("the-clinics-key-7c2e"), new ApiKeyCredentials.Secret("hm_4d10b7e2", "the-secret-part"));
        var spare = Assert.IsType<ApiKeyAnswer.Added>(await stage.Keys.AddAsync(stage.AdaInClinic, pair, "Pair", TeamStage.Facts)).ApiKeyId;
        await AddCookieKeyAsync(stage.Data, OldAlone);
        Assert.True(await new PortalSecret().OpenAsync(stage.Data.Database, Both));

        var done = await ChangeOf(stage.Data, Both).RewrapAsync();

        Assert.Equal((2, 1, 0), (done.Teams, done.Cookies, done.Stuck.Count));
        Assert.Equal(["old"], done.Needless);
        var (seal, secret) = await SealAsync(stage.Data, NewAlone);
        Assert.Equal(new ApiKeyCredentials.Static("the-clinics-key-7c2e"), await OpenAsync(stage.Data, seal, stage.Clinic.Id, key));
        Assert.Equal(pair, await OpenAsync(stage.Data, seal, stage.Clinic.Id, spare));
        Assert.Equal((await stage.Data.ReadAsync(stage.Clinic.Id, db => db.ApiKeys.SingleAsync(k => k.Id == key))).Fingerprint, seal.FingerprintOf(new ApiKeyCredentials.Static("the-clinics-key-7c2e")));
        Assert.Equal("<key />", await CookieKeyAsync(stage.Data, NewAlone));
        foreach (var chain in new[] { AuditTrail.Portal, stage.Clinic.Id })
        {
            Assert.Null((await new AuditChains(stage.Data.Database, secret).VerifyAsync(chain, [])).BreaksAt);
        }
        Assert.Equal("masterkey.changed masterkey:new teams=2 cookies=1", (await stage.AuditAsync(AuditTrail.Portal))[^1]);
        Assert.Empty(await NamingAsync(stage.Data, "old"));
        Assert.False(await new PortalSecret().OpenAsync(stage.Data.Database, OldAlone, adds: false));
    }

    [Fact]
    public async Task A_rewrap_that_ended_half_way_goes_on_and_a_second_one_changes_nothing()
    {
        await using var stage = await TeamStage.SetAsync(services => services.AddSingleton(OldAlone));
        var key = await stage.AddKeyAsync("the-clinics-key-7c2e");
        Assert.True(await new PortalSecret().OpenAsync(stage.Data.Database, Both));
        await stage.Data.WriteAsync(null, db => db.Database.ExecuteSqlRawAsync(
            """CREATE TRIGGER "Broken" BEFORE UPDATE OF "WrappedKey" ON "Teams" WHEN OLD."Id" = (SELECT MAX("Id") FROM "Teams") BEGIN SELECT RAISE(ABORT, 'broken'); END"""));
        await Assert.ThrowsAsync<DbUpdateException>(ChangeOf(stage.Data, Both).RewrapAsync);
        // Both keys are needed now, and both still open.
        Assert.NotNull(await OpenAsync(stage.Data, (await SealAsync(stage.Data, Both)).Seal, stage.Clinic.Id, key));
        Assert.True(await new PortalSecret().OpenAsync(stage.Data.Database, OldAlone, adds: false));

        await stage.Data.WriteAsync(null, db => db.Database.ExecuteSqlRawAsync("""DROP TRIGGER "Broken" """));
        Assert.Equal(1, (await ChangeOf(stage.Data, Both).RewrapAsync()).Teams);
        var again = await ChangeOf(stage.Data, Both).RewrapAsync();
        Assert.Equal((0, 0), (again.Teams, again.Cookies));
        Assert.Single(await stage.AuditAsync(AuditTrail.Portal), entry => entry.StartsWith("masterkey.changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_team_that_no_present_key_opens_is_named_and_the_old_canary_stays()
    {
        await using var stage = await TeamStage.SetAsync(services => services.AddSingleton(OldAlone));
        Assert.True(await new PortalSecret().OpenAsync(stage.Data.Database, Both));
        var lost = new TeamVault(new MasterKeys([new("lost", new byte[32])])).NewTeamKey("bakery");
        await stage.Data.WriteAsync(null, db => db.Teams.Where(t => t.Slug == "bakery").ExecuteUpdateAsync(set => set.SetProperty(t => t.WrappedKey, lost)));

        var done = await ChangeOf(stage.Data, Both).RewrapAsync();

        Assert.Equal(["bakery"], done.Stuck);
        Assert.Equal(1, done.Teams);
        Assert.Equal(["new", "old"], await stage.Data.ReadAsync(null, db => db.Canaries.Select(c => c.KeyId).Order().ToListAsync()));
    }

    [Fact]
    public async Task No_send_fails_while_master_key_and_data_keys_change()
    {
        // The portal writes with the old key and has the new one too; another process changes the keys.
        await using var stage = await PumpStage.SetAsync(services => services.AddSingleton(new MasterKeys([New, Old])));
        stage.Upstream.Says("/v1/message/send", """{"id":9001}""");
        await new PortalSecret().OpenAsync(stage.Test.Database, Both);
        await using var other = Elsewhere(stage.Test);
        Assert.True(await other.GetRequiredService<PortalSecret>().OpenAsync(other.GetRequiredService<Database>(), Both, adds: false));
        _ = stage.StartPump();
        List<long> ids = [];

        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < 10; i++)
            {
                ids.Add(await stage.ConfirmAsync($"Text {round}.{i}"));
            }
            await other.GetRequiredService<DataKeyChange>().RunAsync(stage.Team.Id);
            await other.GetRequiredService<MasterKeyChange>().RewrapAsync();
            stage.Test.Time.Advance(TimeSpan.FromSeconds(1));
        }

        foreach (var id in ids)
        {
            var send = await stage.ReachAsync(id, SendState.Accepted);
            Assert.Equal(1, send.Attempts);
        }
        Assert.All(stage.Upstream.Requests, request => Assert.Equal("Bearer key-7c2e", request.Authorization));
        Assert.Equal(60, stage.SendsReceived);
        Assert.NotNull(await OpenAsync(stage.Test, (await SealAsync(stage.Test, NewAlone)).Seal, stage.Team.Id, stage.KeyId));
    }

    [Fact]
    public async Task A_new_data_key_seals_all_of_a_team_s_keys_or_none_and_leaves_other_teams_alone()
    {
        await using var stage = await TeamStage.SetAsync();
        var (one, two) = (await stage.AddKeyAsync("first-key-of-clinic-7c2e"), await stage.AddKeyAsync("second-key-of-clinic-d91f"));
        var before = await BoxesAsync(stage.Data);
        var change = stage.Data.Get<DataKeyChange>();

        Assert.Equal(2, await change.RunAsync(stage.Clinic.Id));

        var after = await BoxesAsync(stage.Data);
        Assert.Equal([$"team {stage.Bakery.Slug}"], before.Keys.Where(k => before[k] == after[k]));
        Assert.Equal(new ApiKeyCredentials.Static("first-key-of-clinic-7c2e"), await stage.Keys.OpenAsync(one));
        Assert.Equal($"datakey.changed team:{stage.Clinic.Id} apikeys=2", (await stage.AuditAsync(stage.Clinic.Id))[^1]);

        await stage.Data.WriteAsync(null, db => db.Database.ExecuteSqlAsync($"""UPDATE "ApiKeys" SET "SealedKey" = 'v1.test.AAAA.AAAA.AAAA' WHERE "Id" = {two}"""));
        var damaged = await BoxesAsync(stage.Data);
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() => change.RunAsync(stage.Clinic.Id));
        Assert.Equal(damaged, await BoxesAsync(stage.Data));
    }

    private static MasterKeyChange ChangeOf(TestDatabase test, MasterKeys keys) => new(test.Database, keys, new TeamVault(keys), test.Get<AuditTrail>());

    // As another process has it: contexts and a write gate of its own on the same file.
    private static ServiceProvider Elsewhere(TestDatabase test) => new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(test.Time).AddSingleton(Both)
        .AddData($"Data Source={test.Path}").AddSingleton(test.Get<SendingOptions>()).AddSingleton(test.Get<Bell>()).AddSingleton(test.Get<SendChanges>()).AddTeams().BuildServiceProvider();

    private static async Task<(ApiKeySeal Seal, PortalSecret Secret)> SealAsync(TestDatabase test, MasterKeys keys)
    {
        var secret = new PortalSecret();
        Assert.True(await secret.OpenAsync(test.Database, keys, adds: false));
        return (new ApiKeySeal(new TeamVault(keys), secret), secret);
    }

    private static Task<ApiKeyCredentials?> OpenAsync(TestDatabase test, ApiKeySeal seal, long teamId, long apiKeyId) => test.ReadAsync(teamId, async db =>
        seal.Open(await db.Teams.SingleAsync(t => t.Id == teamId), await db.ApiKeys.SingleAsync(k => k.Id == apiKeyId)));

    private static Task<Dictionary<string, string>> BoxesAsync(TestDatabase test) => test.ReadAsync(null, async db =>
        (await db.Teams.Select(t => new { Name = "team " + t.Slug, Box = t.WrappedKey }).ToListAsync())
        .Concat(await db.ApiKeys.IgnoreQueryFilters().Select(k => new { Name = "key " + k.Label + k.LastFour, Box = k.SealedKey }).ToListAsync())
        .ToDictionary(b => b.Name, b => b.Box));

    private static async Task AddCookieKeyAsync(TestDatabase test, MasterKeys keys) => await test.WriteAsync(null, db => Task.FromResult(db.DataProtectionKeys.Add(new DataProtectionKey
    {
        FriendlyName = "key-1",
        Xml = new XElement("key", new XElement("encryptedSecret", new MasterKeyXmlEncryptor(keys).Encrypt(new XElement("key")).EncryptedElement)).ToString(),
    })));

    private static async Task<string> CookieKeyAsync(TestDatabase test, MasterKeys keys) => Encoding.UTF8.GetString(keys.Open(
        XElement.Parse((await test.ReadAsync(null, db => db.DataProtectionKeys.SingleAsync())).Xml!).Descendants("sealed").Single().Value, MasterKeys.KeyRingContext));

    /// <summary>The columns that hold something sealed under this name.</summary>
    private static async Task<List<string>> NamingAsync(TestDatabase test, string keyId)
    {
        List<string> found = [];
        await using var connection = new SqliteConnection($"Data Source={test.Path};Pooling=False");
        await connection.OpenAsync();
        foreach (var (table, column) in Rows(connection, "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'"))
        {
            found.AddRange(Rows(connection, $"SELECT '{table}', '{column}' FROM \"{table}\" WHERE CAST(\"{column}\" AS TEXT) LIKE '%v1.{keyId}.%' LIMIT 1").Select(hit => $"{hit.First}.{hit.Second}"));
        }
        return found;
    }

    private static List<(string First, string Second)> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<(string, string)> rows = [];
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetString(1)));
        }
        return rows;
    }
}
