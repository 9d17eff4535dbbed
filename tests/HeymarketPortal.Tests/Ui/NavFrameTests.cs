using AngleSharp.Dom;
using Bunit;
using HeymarketPortal.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace HeymarketPortal.Tests.Ui;

public class NavFrameTests : UiContext
{
    private static readonly NavGroup[] Groups =
    [
        new(null, [new("/t/twin-clinic", "Home", "house"), new("/t/twin-clinic/outbox", "Outbox", "send", 3, "needs review", "go")]),
        new("From Heymarket", [new("/t/twin-clinic/inboxes", "Inboxes", "inbox")]),
        new("This team", []),
    ];

    private IRenderedComponent<NavFrame> Shown(string path = "t/twin-clinic/outbox")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(path);
        return Render<NavFrame>(frame => frame
            .Add(f => f.Team, "Twin Clinic").Add(f => f.Groups, Groups)
            .Add(f => f.Banner, "<div class=\"sandboxbar\">Sandbox team</div>")
            .AddChildContent<PageHead>(head => head.Add(h => h.Title, "Outbox")));
    }

    [Fact]
    public void The_frame_has_one_navigation_one_main_and_a_way_past_the_first()
    {
        var shown = Shown();
        Assert.Equal("Main", Assert.Single(shown.FindAll("nav")).GetAttribute("aria-label"));
        Assert.Equal("main", Assert.Single(shown.FindAll("main")).Id);
        var skip = shown.Find("a.skip");
        Assert.Equal("Skip to content", skip.TextContent);
        Assert.Equal("main", skip.GetAttribute("data-focus"));
        Assert.EndsWith("/t/twin-clinic/outbox#main", skip.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("-1", shown.Find("main").GetAttribute("tabindex"));
    }

    [Fact]
    public void The_buttons_of_the_frame_are_found_by_their_names()
    {
        var names = Shown().FindAll("button").Select(button => button.GetAttribute("aria-label"));
        Assert.Equal(["Close navigation", "Theme", "Keyboard shortcuts", "Open navigation"], names);
    }

    [Theory]
    [InlineData("t/twin-clinic", "Home")]
    [InlineData("t/twin-clinic/outbox", "Outbox")]
    [InlineData("t/twin-clinic/outbox/12?tab=x#y", "Outbox")]
    [InlineData("T/Twin-Clinic/Inboxes/", "Inboxes")]
    [InlineData("t/twin-clinic/settings", "Home")]
    [InlineData("t/twin-clinics", null)]
    public void Where_one_is_is_marked_once(string path, string? entry)
    {
        var current = Shown(path).FindAll("nav a[aria-current=page] .txt").Select(link => link.TextContent);
        Assert.Equal(entry is null ? [] : [entry], current);
    }

    [Fact]
    public void Going_elsewhere_moves_the_mark()
    {
        var shown = Shown();
        Services.GetRequiredService<NavigationManager>().NavigateTo("t/twin-clinic/inboxes");
        shown.WaitForAssertion(() => Assert.Equal("Inboxes", shown.Find("nav a[aria-current=page] .txt").TextContent));
    }

    [Fact]
    public void A_count_says_what_it_counts()
    {
        var link = Link(Shown(), "Outbox");
        Assert.Equal("needs review: 3", link.QuerySelector(".count")!.TextContent.Trim());
        Assert.Equal("go", link.GetAttribute("data-keys"));
        Assert.Null(Link(Shown(), "Inboxes").QuerySelector(".count"));
    }

    [Fact]
    public void A_heading_without_entries_is_not_shown() => Assert.Equal(["From Heymarket"], Shown().FindAll("nav h2").Select(heading => heading.TextContent));

    [Fact]
    public void The_teams_name_stays_in_the_bar_on_top() => Assert.Equal("Twin Clinic", Shown().Find("header.top .clip").TextContent);

    [Fact]
    public void The_open_drawer_makes_the_rest_inert_and_Escape_closes_it()
    {
        var shown = Shown();
        Assert.False(shown.Find(".main").HasAttribute("inert"));

        shown.Find("[aria-label='Open navigation']").Click();
        Assert.Contains("open", shown.Find("nav").ClassList);
        Assert.True(shown.Find(".main").HasAttribute("inert"));
        Assert.Equal("true", shown.Find("[aria-label='Open navigation']").GetAttribute("aria-expanded"));
        Assert.Equal("nav-close", JSInterop.VerifyInvoke("portal.focus").Arguments[0]);

        shown.Find("nav").KeyDown(new KeyboardEventArgs { Key = "Escape" });
        Assert.DoesNotContain("open", shown.Find("nav").ClassList);
        Assert.Equal("nav-open", JSInterop.Invocations["portal.focus"][^1].Arguments[0]);
    }

    [Fact]
    public void Following_a_link_closes_the_drawer()
    {
        var shown = Shown();
        shown.Find("[aria-label='Open navigation']").Click();
        Services.GetRequiredService<NavigationManager>().NavigateTo("t/twin-clinic/inboxes");
        shown.WaitForAssertion(() => Assert.DoesNotContain("open", shown.Find("nav").ClassList));
    }

    [Fact]
    public void The_browsers_title_names_page_and_team()
    {
        var head = Render<Microsoft.AspNetCore.Components.Web.HeadOutlet>();
        Shown();
        head.WaitForAssertion(() => Assert.Contains("Outbox · Twin Clinic", head.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void The_question_mark_opens_the_list_of_shortcuts()
    {
        JSInterop.Setup<bool>("portal.lettersOn").SetResult(true);
        var dialogs = Render<MudDialogProvider>();
        var button = Shown().Find("[aria-label='Keyboard shortcuts']");
        Assert.Equal("?", button.GetAttribute("data-keys"));

        button.Click();

        dialogs.WaitForAssertion(() => Assert.Equal("Keyboard shortcuts", dialogs.Find("[role=dialog] h2").TextContent));
        Assert.Equal(Shortcut.All.Select(shortcut => shortcut.Does), dialogs.FindAll("dt").Select(does => does.TextContent));
        Assert.True(dialogs.Find("input[type=checkbox]").HasAttribute("checked"));
    }

    [Fact]
    public void Letter_shortcuts_can_be_switched_off()
    {
        JSInterop.Setup<bool>("portal.lettersOn").SetResult(true);
        var dialogs = Render<MudDialogProvider>();
        Shown().Find("[aria-label='Keyboard shortcuts']").Click();
        dialogs.WaitForElement("input[type=checkbox]").Change(false);
        Assert.Equal(false, JSInterop.VerifyInvoke("portal.letters").Arguments[0]);
    }

    private static IElement Link(IRenderedComponent<NavFrame> shown, string text) =>
        shown.FindAll("nav a").Single(link => link.QuerySelector(".txt")!.TextContent == text);
}
