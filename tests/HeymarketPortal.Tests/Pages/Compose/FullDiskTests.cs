using Bunit;
using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace HeymarketPortal.Tests.Pages.Compose;

public class FullDiskTests : PageContext
{
    protected override void Register(IServiceCollection services) => FullDisk.Register(services);

    [Fact]
    public async Task While_the_disk_is_full_a_text_is_refused_in_words_the_form_keeps_it_and_later_it_goes_once()
    {
        var disk = FullDisk.Under(Test);
        var dialogs = Render<MudDialogProvider>();
        var page = Open<ComposePage>($"?inbox={InboxId}");
        page.WaitForElement("#phone");
        await page.InvokeAsync(() => page.Find("#sender").ChangeAsync(new() { Value = $"{SenderId}" }));
        await page.InvokeAsync(() => page.Find("#phone").InputAsync(new() { Value = "+1 (510) 555-0142" }));
        disk.Fill();
        await page.InvokeAsync(() => page.Find("#message").InputAsync(new() { Value = "Hi there" }));

        page.Find(".head .primary").Click();
        await dialogs.WaitForElement("#send").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("disk is full. Whoever runs the portal has to make room.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(("Hi there", $"{SenderId}"), (page.Find("#message").GetAttribute("value"), page.Find("#sender").GetAttribute("value")));
        Assert.Contains("555-0142", page.Find("#phone").GetAttribute("value"), StringComparison.Ordinal);
        Assert.Empty(await Test.ReadAsync(Team.Id, db => db.Sends.ToListAsync()));

        disk.Free();
        page.Find(".head .primary").Click();
        await dialogs.WaitForElement("#send").ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Contains("Queued", dialogs.Find(".follow .state").TextContent, StringComparison.Ordinal));
        Assert.Equal(["Hi there"], await Test.ReadAsync(Team.Id, db => db.Sends.Select(s => s.Text!).ToListAsync()));
    }
}
