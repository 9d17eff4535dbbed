using HeymarketPortal.Data;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Tests.Teams;

public sealed class MembershipsTests
{
    [Fact]
    public async Task The_last_Admin_is_neither_removed_nor_demoted()
    {
        await using var stage = await TeamStage.SetAsync();
        Assert.Contains("at least one Admin", await stage.Memberships.RemoveAsync(stage.AdaInClinic, stage.Ada.Id));
        Assert.Contains("at least one Admin", await stage.Memberships.ChangeRoleAsync(stage.AdaInClinic, stage.Ada.Id, Role.Texter));
        Assert.Equal(Role.Admin, (await stage.Directory.AccessAsync(stage.Ada.Id, "twin-clinic"))?.Role);
        Assert.Empty(await stage.AuditAsync(stage.Clinic.Id));
    }

    [Fact]
    public async Task A_disabled_Admin_does_not_count_as_one_who_is_left()
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.Data.AddMemberAsync(stage.Clinic, stage.Bob, Role.Admin);
        await stage.Data.WriteAsync(null, async db => (await db.Users.FindAsync(stage.Bob.Id))!.DisabledAt = stage.Data.Time.GetUtcNow());
        Assert.NotNull(await stage.Memberships.RemoveAsync(stage.AdaInClinic, stage.Ada.Id));
    }

    [Fact]
    public async Task With_a_second_Admin_the_first_may_go()
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.Data.AddMemberAsync(stage.Clinic, stage.Bob, Role.Admin);
        Assert.Null(await stage.Memberships.RemoveAsync(stage.AdaInClinic, stage.Ada.Id));
        Assert.Null(await stage.Directory.AccessAsync(stage.Ada.Id, "twin-clinic"));
        Assert.Equal([$"member.removed account:{stage.Ada.Id}"], await stage.AuditAsync(stage.Clinic.Id));
    }

    [Fact]
    public async Task A_removed_Admin_changes_nothing_any_more_though_the_page_is_still_open()
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.Data.AddMemberAsync(stage.Clinic, stage.Bob, Role.Admin);
        await stage.Memberships.RemoveAsync(new Actor(stage.Bob.Id, stage.Clinic.Id), stage.Ada.Id);

        Assert.NotNull(await stage.Memberships.ChangeRoleAsync(stage.AdaInClinic, stage.Bob.Id, Role.Viewer));
        Assert.Equal(Role.Admin, (await stage.Memberships.ListAsync(stage.Clinic.Id)).Single().Role);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Texter)]
    public async Task Only_an_Admin_changes_members(Role role)
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.Data.AddMemberAsync(stage.Clinic, stage.Bob, role);
        var bob = new Actor(stage.Bob.Id, stage.Clinic.Id);
        Assert.NotNull(await stage.Memberships.ChangeRoleAsync(bob, stage.Bob.Id, Role.Admin));
        Assert.NotNull(await stage.Memberships.GrantAsync(bob, stage.Bob.Id, Grants.Broadcast, given: true));
        Assert.NotNull(await stage.Memberships.LinkAsync(bob, stage.Bob.Id, 7, "Bob"));
        Assert.NotNull(await stage.Memberships.RemoveAsync(bob, stage.Ada.Id));
        Assert.Empty(await stage.AuditAsync(stage.Clinic.Id));
    }

    [Fact]
    public async Task An_Admin_of_one_team_reaches_no_member_of_another()
    {
        await using var stage = await TeamStage.SetAsync();
        Assert.NotNull(await stage.Memberships.RemoveAsync(stage.BobInBakery, stage.Ada.Id));
        Assert.NotNull(await stage.Memberships.RemoveAsync(new Actor(stage.Bob.Id, stage.Clinic.Id), stage.Ada.Id));
        Assert.NotNull(await stage.Directory.AccessAsync(stage.Ada.Id, "twin-clinic"));
    }

    [Fact]
    public async Task Role_grants_and_person_are_stored_and_each_change_is_audited_once()
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.Data.AddMemberAsync(stage.Clinic, stage.Bob, Role.Viewer);
        Assert.Null(await stage.Memberships.ChangeRoleAsync(stage.AdaInClinic, stage.Bob.Id, Role.Texter));
        Assert.Null(await stage.Memberships.ChangeRoleAsync(stage.AdaInClinic, stage.Bob.Id, Role.Texter));
        Assert.Null(await stage.Memberships.GrantAsync(stage.AdaInClinic, stage.Bob.Id, Grants.Broadcast, given: true));
        Assert.Null(await stage.Memberships.GrantAsync(stage.AdaInClinic, stage.Bob.Id, Grants.Export, given: true));
        Assert.Null(await stage.Memberships.GrantAsync(stage.AdaInClinic, stage.Bob.Id, Grants.Broadcast, given: false));
        Assert.Null(await stage.Memberships.LinkAsync(stage.AdaInClinic, stage.Bob.Id, 4711, "Robert"));

        var access = (await stage.Directory.AccessAsync(stage.Bob.Id, "twin-clinic"))!;
        Assert.Equal((Role.Texter, Grants.Export, 4711L), (access.Role, access.Grants, access.PersonId));
        Assert.True(access.May(Permission.Export));
        Assert.False(access.May(Permission.Broadcast));
        Assert.Equal(
        [
            $"member.role account:{stage.Bob.Id} role=Texter", $"member.granted account:{stage.Bob.Id} grant=Broadcast",
            $"member.granted account:{stage.Bob.Id} grant=Export", $"member.denied account:{stage.Bob.Id} grant=Broadcast",
            $"member.person account:{stage.Bob.Id} person=4711",
        ], await stage.AuditAsync(stage.Clinic.Id));
    }

    [Fact]
    public async Task A_link_to_nobody_forgets_the_name_too()
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.Memberships.LinkAsync(stage.AdaInClinic, stage.Ada.Id, 4711, "Ada L.");
        await stage.Memberships.LinkAsync(stage.AdaInClinic, stage.Ada.Id, null, null);
        var member = (await stage.Memberships.ListAsync(stage.Clinic.Id)).Single();
        Assert.Equal((null, null), (member.PersonId, member.PersonName));
    }

    [Fact]
    public async Task Accepting_an_invitation_twice_keeps_the_role_that_was_there()
    {
        await using var stage = await TeamStage.SetAsync();
        foreach (var role in new[] { Role.Texter, Role.Admin })
        {
            await stage.Data.Database.WriteAsync(null, db => stage.Memberships.AddAsync(db, stage.Clinic.Id, stage.Bob.Id, role, stage.Ada.Id));
        }
        Assert.Equal(Role.Texter, (await stage.Directory.AccessAsync(stage.Bob.Id, "twin-clinic"))?.Role);
        Assert.Equal([$"member.added account:{stage.Bob.Id} role=Texter"], await stage.AuditAsync(stage.Clinic.Id));
    }

    [Fact]
    public async Task Open_pages_hear_of_a_change_after_it_is_committed()
    {
        await using var stage = await TeamStage.SetAsync();
        await stage.Data.AddMemberAsync(stage.Clinic, stage.Bob, Role.Texter);
        var seen = new TaskCompletionSource<TeamAccess?>();
        using (stage.Data.Get<TeamChanges>().Listen(async _ => seen.SetResult(await stage.Directory.AccessAsync(stage.Bob.Id, "twin-clinic"))))
        {
            await stage.Memberships.RemoveAsync(stage.AdaInClinic, stage.Bob.Id);
            Assert.Null(await seen.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        }
    }
}
