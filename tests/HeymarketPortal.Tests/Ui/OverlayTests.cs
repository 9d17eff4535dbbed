using Bunit;
using HeymarketPortal.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace HeymarketPortal.Tests.Ui;

public class OverlayTests : UiContext
{
    [Fact]
    public void A_menu_button_opens_the_menu_it_names()
    {
        var shown = Render<ActionMenu>(menu => menu
            .Add(m => m.Activator, "Twin Clinic").Add(m => m.MenuLabel, "Team").Add(m => m.ButtonClass, "team")
            .AddChildContent<MenuEntry>(entry => entry.Add(e => e.Href, "/t/twin-clinic").Add(e => e.Current, true).AddChildContent("Twin Clinic")));

        var button = shown.Find("button.team");
        var menu = shown.Find("[role=menu]");
        Assert.Equal("menu", button.GetAttribute("aria-haspopup"));
        Assert.Equal(menu.Id, button.GetAttribute("popovertarget"));
        Assert.True(menu.HasAttribute("popover"));
        Assert.Equal("Team", menu.GetAttribute("aria-label"));
        var item = shown.Find("[role=menuitem]");
        Assert.Equal("A", item.TagName);
        Assert.Equal("true", item.GetAttribute("aria-current"));
        Assert.Equal("-1", item.GetAttribute("tabindex"));
    }

    [Fact]
    public void A_menu_entry_without_an_address_is_a_button()
    {
        var chosen = 0;
        var shown = Render<MenuEntry>(entry => entry.Add(e => e.OnClick, () => chosen++).AddChildContent("Revoke"));
        Assert.Equal("button", shown.Find("button[role=menuitem]").GetAttribute("type"));
        shown.Find("button").Click();
        Assert.Equal(1, chosen);
        Assert.Equal("submit", Render<MenuEntry>(entry => entry.Add(e => e.Submits, true).AddChildContent("Sign out")).Find("button").GetAttribute("type"));
    }

    [Fact]
    public async Task A_dialog_is_named_by_its_title_and_gives_the_focus_back_when_it_closes()
    {
        var provider = Render<MudDialogProvider>();
        var dialogs = Services.GetRequiredService<IDialogService>();

        await provider.InvokeAsync(() => dialogs.ShowAsync<Review>("Review send", PortalTheme.Dialog));

        var dialog = provider.WaitForElement("[role=dialog]");
        var name = provider.Find("#" + dialog.GetAttribute("aria-labelledby"));
        Assert.Equal("Review send", name.TextContent.Trim());
        Assert.Equal("true", dialog.GetAttribute("aria-modal"));
        Assert.Equal("send", JSInterop.VerifyInvoke("portal.focus").Arguments[0]);
        JSInterop.VerifyNotInvoke("portal.focusBack");

        provider.Find("[aria-label=Close]").Click();

        provider.WaitForAssertion(() => Assert.Empty(provider.FindAll("[role=dialog]")));
        provider.WaitForAssertion(() => JSInterop.VerifyInvoke("portal.focusBack"));
    }

    [Fact]
    public void MudBlazor_turns_dark_with_the_page()
    {
        JSInterop.Setup<string>("portal.theme").SetResult("dark");
        var shown = Render<MudProviders>();
        shown.WaitForAssertion(() => Assert.Contains("--mud-palette-surface: rgba(20,24,27,1)", shown.Markup, StringComparison.Ordinal));

        shown.InvokeAsync(() => shown.Instance.ThemeChanged(false));
        shown.WaitForAssertion(() => Assert.Contains("--mud-palette-surface: rgba(255,255,255,1)", shown.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_is_said_through_the_pages_one_live_region()
    {
        await Services.GetRequiredService<Announcer>().SayAsync("Accepted");
        Assert.Equal("Accepted", JSInterop.VerifyInvoke("portal.say").Arguments[0]);
    }

    private sealed class Review : ComponentBase
    {
        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenComponent<DialogFrame>(0);
            builder.AddComponentParameter(1, nameof(DialogFrame.Title), "Review send");
            builder.AddComponentParameter(2, nameof(DialogFrame.FocusId), "send");
            builder.CloseComponent();
        }
    }
}
