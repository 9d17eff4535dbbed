using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Teams;

public sealed class TenantTests
{
    // An invitation names the team it leads into; it is the portal's row, read before anybody is in the team.
    private static readonly HashSet<Type> NotTenants = [typeof(AccountLink)];

    [Fact]
    public async Task Every_entity_with_a_team_is_filtered_by_it()
    {
        await using var data = await TestDatabase.MakeAsync();
        var tenants = await TenantsAsync(data);
        Assert.True(tenants.Count >= 4, "The model lost its team rows.");
        Assert.All(tenants, type =>
        {
            Assert.True(typeof(ITeamRow).IsAssignableFrom(type.ClrType), $"{type.ClrType.Name} has a TeamId and is not an {nameof(ITeamRow)}.");
            Assert.True(type.GetDeclaredQueryFilters().Any(f => f.Key == PortalDbContext.TeamFilter), $"{type.ClrType.Name} has no filter for its team.");
        });
    }

    [Fact]
    public async Task Whatever_points_at_a_team_row_points_at_one_of_its_own_team()
    {
        await using var data = await TestDatabase.MakeAsync();
        var tenants = await TenantsAsync(data);
        foreach (var key in tenants.SelectMany(t => t.GetForeignKeys()).Where(k => tenants.Contains(k.PrincipalEntityType)))
        {
            Assert.Contains(key.Properties, p => p.Name == nameof(ITeamRow.TeamId));
            Assert.Contains(key.PrincipalKey.Properties, p => p.Name == nameof(ITeamRow.TeamId));
        }
    }

    [Fact]
    public async Task A_context_reads_its_own_team_alone_and_without_a_team_none()
    {
        await using var stage = await TeamStage.SetAsync();
        Assert.Equal([stage.Ada.Id], await AccountsAsync(stage, stage.Clinic.Id));
        Assert.Equal([stage.Bob.Id], await AccountsAsync(stage, stage.Bakery.Id));
        Assert.Empty(await AccountsAsync(stage, null));
    }

    [Fact]
    public async Task A_row_of_another_team_is_refused_on_save()
    {
        await using var stage = await TeamStage.SetAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => stage.Data.WriteAsync(stage.Clinic.Id, db =>
            Task.FromResult(db.Memberships.Add(new Membership { TeamId = stage.Bakery.Id, AccountId = stage.Ada.Id, Role = Role.Admin }))));
        Assert.Equal([stage.Bob.Id], await AccountsAsync(stage, stage.Bakery.Id));
    }

    [Fact]
    public async Task A_row_of_another_team_is_refused_on_change_and_on_removal()
    {
        await using var stage = await TeamStage.SetAsync();
        foreach (var remove in new[] { false, true })
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => stage.Data.WriteAsync(stage.Clinic.Id, async db =>
            {
                var foreign = await db.Memberships.IgnoreQueryFilters().SingleAsync(m => m.TeamId == stage.Bakery.Id);
                foreign.Role = Role.Viewer;
                return remove ? db.Memberships.Remove(foreign) : null;
            }));
        }
        Assert.Equal(Role.Admin, (await stage.Directory.AccessAsync(stage.Bob.Id, "bakery"))?.Role);
    }

    [Fact]
    public async Task An_audit_entry_in_another_teams_chain_is_refused()
    {
        await using var stage = await TeamStage.SetAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => stage.Data.Database.WriteAsync(stage.Clinic.Id, db =>
            stage.Data.Get<AuditTrail>().AddAsync(db, stage.Bakery.Id, stage.Ada.Id, "member.removed", "account:1")));
        Assert.Empty(await stage.AuditAsync(stage.Bakery.Id));
    }

    private static Task<List<IEntityType>> TenantsAsync(TestDatabase data) => data.ReadAsync(null, db => Task.FromResult(
        db.Model.GetEntityTypes().Where(t => t.FindProperty(nameof(ITeamRow.TeamId)) is not null && !NotTenants.Contains(t.ClrType)).ToList()));

    private static Task<List<long>> AccountsAsync(TeamStage stage, long? teamId) =>
        stage.Data.ReadAsync(teamId, db => db.Memberships.Select(m => m.AccountId).ToListAsync());
}
