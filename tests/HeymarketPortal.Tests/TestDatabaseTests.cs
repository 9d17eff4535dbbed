using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests;

public sealed class TestDatabaseTests
{
    [Fact]
    public async Task Two_databases_know_nothing_of_each_other_and_leave_no_file()
    {
        string path;
        await using (var first = await TestDatabase.MakeAsync())
        await using (var second = await TestDatabase.MakeAsync())
        {
            path = first.Path;
            var team = await first.AddTeamAsync();
            await first.AddMemberAsync(team, await first.AddAccountAsync(), Role.Admin);

            Assert.Equal(["Twin Clinic"], await first.ReadAsync(null, db => db.Teams.Select(t => t.Name).ToListAsync()));
            Assert.Equal(Role.Admin, await first.ReadAsync(team.Id, db => db.Memberships.Select(m => m.Role).SingleAsync()));
            Assert.Empty(await second.ReadAsync(null, db => db.Teams.ToListAsync()));
        }
        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
    }
}
