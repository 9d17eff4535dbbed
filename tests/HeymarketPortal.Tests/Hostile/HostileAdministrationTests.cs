using HeymarketPortal.Tests.Pages.Frame;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace HeymarketPortal.Tests.Hostile;

/// <summary>The same on the pages of the portal's administrators, with the real router and frame around them.</summary>
[Collection(HostileCollection.Name)]
public sealed class HostileAdministrationTests : FrameContext
{
    [Theory]
    [InlineData("/admin/teams")]
    [InlineData("/admin/accounts")]
    [InlineData("/admin/keys")]
    [InlineData("/admin/audit")]
    [InlineData("/audit/history")]
    public async Task Anything_pressed_and_typed(string address)
    {
        var root = await Stage.Data.AddAccountAsync("root@example.com", administrator: true);
        await Stage.Data.WriteAsync(null, db => db.Users.Where(a => a.Id == root.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Auditor, true)));
        await HostileRun.TryAsync(async i =>
        {
            var text = new HostileText(i);
            var page = Open(address, root);
            await HostileHands.PlayAsync(() => HostileHands.PressAsync(page, text));
            await DisposeComponentsAsync();
        }, HostileHands.Pages);
        // A page's fault is shown by the frame, and logged. MudBlazor complains, without one, that there is no browser.
        Assert.Empty(Logs.GetSnapshot().Where(record => record.Level >= LogLevel.Error && record.Exception is not null).Select(record => $"{record.Exception}"));
    }
}
