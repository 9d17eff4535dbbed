using HeymarketPortal.Data;
using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pages.Compose;

public class DraftKeeperTests
{
    [Fact]
    public async Task What_could_not_be_saved_is_saved_when_the_page_goes()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var drafts = stage.Test.Get<Drafts>();
        var keeper = new DraftKeeper(drafts, stage.Actor, stage.Test.Time, () => Task.CompletedTask);
        await keeper.BeginAsync(Guid.CreateVersion7());
        await stage.Test.WriteAsync(null, db => db.Database.ExecuteSqlRawAsync(
            """CREATE TRIGGER "full" BEFORE INSERT ON "Drafts" BEGIN SELECT RAISE(ABORT, 'full'); END"""));
        keeper.Touch(new SendForm { Text = "Hi Rosa" });
        await keeper.FlushAsync();
        Assert.True(keeper.Failed);

        await stage.Test.WriteAsync(null, db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"full\""));
        await keeper.DisposeAsync();

        Assert.Equal("Hi Rosa", Assert.Single(await drafts.AllAsync(stage.Actor)).Form.Text);
    }
}
