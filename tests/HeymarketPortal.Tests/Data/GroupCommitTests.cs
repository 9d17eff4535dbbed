using HeymarketPortal.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Data;

public class GroupCommitTests
{
    [Fact]
    public async Task A_bad_write_fails_alone_and_takes_none_of_its_companions_along()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var together = stage.Test.Get<GroupCommit>();

        var writes = Enumerable.Range(0, 40).Select(i => together.WriteAsync(desk => i % 10 == 7
            ? desk.Execute("UPDATE \"NoSuchTable\" SET \"Id\" = @id", ("@id", i))
            : desk.Execute("UPDATE \"Teams\" SET \"Name\" = \"Name\" || @mark", ("@mark", "x")))).ToList();

        foreach (var (i, write) in writes.Index())
        {
            if (i % 10 == 7)
            {
                await Assert.ThrowsAsync<SqliteException>(() => write);
            }
            else
            {
                Assert.Equal(1, await write);
            }
        }
        var name = await stage.Test.ReadAsync(null, db => db.Teams.Select(t => t.Name).SingleAsync());
        Assert.Equal(36, name.Count(c => c == 'x') - stage.Team.Name.Count(c => c == 'x'));
    }

    [Fact]
    public async Task A_database_that_another_holds_fails_the_write_and_the_next_one_goes_on()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var together = stage.Test.Get<GroupCommit>();
        Func<SqlDesk, int> touch = desk => desk.Execute("UPDATE \"Teams\" SET \"Name\" = \"Name\" || @mark", ("@mark", "y"));
        var path = await stage.Test.ReadAsync(null, db => Task.FromResult(db.Database.GetConnectionString()!));
        await using (var other = new SqliteConnection(path))
        {
            await other.OpenAsync();
            await using var held = other.BeginTransaction();
            await Assert.ThrowsAsync<SqliteException>(() => together.WriteAsync(touch));
        }

        Assert.Equal(1, await together.WriteAsync(touch));
    }
}
