using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;
using HeymarketPortal.Teams;
using Microsoft.Extensions.Time.Testing;

namespace HeymarketPortal.Tests.Teams;

public sealed class TeamDirectoryTests
{
    private const string Zone = "America/Los_Angeles";

    [Fact]
    public async Task The_creator_of_a_team_becomes_its_Admin_and_both_chains_tell_of_it()
    {
        await using var stage = await TeamStage.SetAsync();
        var root = await stage.Data.AddAccountAsync("root@example.com", administrator: true);

        var made = Assert.IsType<TeamAnswer.Done>(await stage.Directory.CreateAsync(root.Id, " Twin Clinic ", Zone, sandbox: true));

        Assert.Equal("twin-clinic-2", made.Slug);
        var access = await stage.Directory.AccessAsync(root.Id, made.Slug);
        Assert.NotNull(access);
        Assert.Equal(("Twin Clinic", Role.Admin, true, Zone), (access.Name, access.Role, access.Sandbox, access.TimeZone.Id));
        Assert.Equal([$"team.created team:{made.TeamId}"], await stage.AuditAsync(made.TeamId));
        Assert.Equal([$"team.created team:{made.TeamId}"], await stage.AuditAsync(AuditTrail.Portal));
    }

    [Fact]
    public async Task A_new_team_has_a_data_key_of_its_own_that_seals()
    {
        await using var stage = await TeamStage.SetAsync();
        var made = Assert.IsType<TeamAnswer.Done>(await stage.Directory.CreateAsync(null, "From the console", Zone, sandbox: false));
        var team = (await stage.Data.ReadAsync(null, db => Task.FromResult(db.Teams.Single(t => t.Id == made.TeamId))))!;
        var vault = stage.Data.Get<TeamVault>();
        Assert.Equal("secret", vault.Open(team, "key", vault.Seal(team, "key", "secret")));
    }

    [Fact]
    public async Task Somebody_who_is_no_administrator_makes_archives_and_restores_nothing()
    {
        await using var stage = await TeamStage.SetAsync();
        Assert.IsType<TeamAnswer.Refused>(await stage.Directory.CreateAsync(stage.Ada.Id, "Mine", Zone, sandbox: false));
        Assert.NotNull(await stage.Directory.ArchiveAsync(stage.Ada.Id, stage.Clinic.Id));
        Assert.NotNull(await stage.Directory.RestoreAsync(stage.Ada.Id, stage.Clinic.Id));
        Assert.Equal(2, (await stage.Directory.AllAsync()).Count);
        Assert.Empty(await stage.AuditAsync(AuditTrail.Portal));
    }

    [Theory]
    [InlineData("", Zone, nameof(Team.Name))]
    [InlineData("Clinic", "Pacific", nameof(Team.TimeZone))]
    [InlineData("Clinic", "Pacific Standard Time", nameof(Team.TimeZone))]
    public async Task A_refusal_names_its_field(string name, string zone, string field)
    {
        await using var stage = await TeamStage.SetAsync();
        var refused = Assert.IsType<TeamAnswer.Refused>(await stage.Directory.CreateAsync(null, name, zone, sandbox: false));
        Assert.Equal(field, refused.Field);
    }

    [Fact]
    public async Task An_archived_team_is_as_unknown_as_a_foreign_one_until_it_is_restored()
    {
        await using var stage = await TeamStage.SetAsync();
        var root = await stage.Data.AddAccountAsync("root@example.com", administrator: true);

        Assert.Null(await stage.Directory.ArchiveAsync(root.Id, stage.Clinic.Id));
        Assert.Null(await stage.Directory.ArchiveAsync(root.Id, stage.Clinic.Id));
        Assert.Null(await stage.Directory.AccessAsync(stage.Ada.Id, "twin-clinic"));
        Assert.Empty(await stage.Directory.TeamsOfAsync(stage.Ada.Id));

        Assert.Null(await stage.Directory.RestoreAsync(root.Id, stage.Clinic.Id));
        Assert.NotNull(await stage.Directory.AccessAsync(stage.Ada.Id, "twin-clinic"));
        Assert.Equal(
            [$"team.archived team:{stage.Clinic.Id}", $"team.restored team:{stage.Clinic.Id}"], await stage.AuditAsync(stage.Clinic.Id));
    }

    [Theory]
    [InlineData("bakery")]
    [InlineData("no-such-team")]
    [InlineData("")]
    public async Task Nobody_enters_a_team_they_are_not_in(string slug)
    {
        await using var stage = await TeamStage.SetAsync();
        Assert.Null(await stage.Directory.AccessAsync(stage.Ada.Id, slug));
    }

    [Fact]
    public async Task A_disabled_account_enters_nothing()
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.Data.WriteAsync(null, async db => (await db.Users.FindAsync(stage.Ada.Id))!.DisabledAt = stage.Data.Time.GetUtcNow());
        Assert.Null(await stage.Directory.AccessAsync(stage.Ada.Id, "twin-clinic"));
        Assert.Empty(await stage.Directory.TeamsOfAsync(stage.Ada.Id));
    }

    [Fact]
    public async Task The_last_team_is_the_one_opened_last_and_else_the_first_by_name()
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.Data.AddMemberAsync(stage.Bakery, stage.Ada, Role.Viewer);
        Assert.Equal("bakery", (await stage.Directory.LastTeamAsync(stage.Ada.Id))?.Slug);
        await stage.Directory.RememberAsync(stage.Ada.Id, stage.Clinic.Id);
        Assert.Equal("twin-clinic", (await stage.Directory.LastTeamAsync(stage.Ada.Id))?.Slug);
    }

    [Fact]
    public void Every_offered_time_zone_is_accepted_and_the_default_is_one()
    {
        Assert.Contains("America/Los_Angeles", TimeZones.All);
        Assert.All(TimeZones.All, zone => Assert.True(TimeZones.Knows(zone), zone));
        var time = new FakeTimeProvider();
        Assert.Contains(TimeZones.Default(time), TimeZones.All);
        time.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Etc/GMT+5"));
        Assert.Equal("UTC", TimeZones.Default(time));
        time.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich"));
        Assert.Equal("Europe/Zurich", TimeZones.Default(time));
    }
}
