using Bunit;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Tests.Ui;

public class TimeAgoTests : UiContext
{
    private IRenderedComponent<TimeAgo> Shown(bool inLink = false) => Render<TimeAgo>(time => time
        .Add(t => t.Moment, Time.GetUtcNow().AddMinutes(-4))
        .Add(t => t.Zone, LosAngeles)
        .Add(t => t.InLink, inLink));

    [Fact]
    public void The_exact_time_waits_behind_the_words_for_pointer_keyboard_and_ear()
    {
        var time = Shown().Find("time");

        Assert.Equal("4 min ago", time.TextContent);
        Assert.Equal("Tuesday 14 April 2026, 10:38:00", time.GetAttribute("data-tip"));
        Assert.Equal("0", time.GetAttribute("tabindex"));
        Assert.Equal("Tuesday 14 April 2026, 10:38:00", Shown().Find("[role=tooltip]").TextContent);
        Assert.Equal(time.GetAttribute("aria-describedby"), time.NextElementSibling!.Id);
    }

    [Fact]
    public void Inside_a_link_it_is_no_second_tab_stop() => Assert.False(Shown(inLink: true).Find("time").HasAttribute("tabindex"));

    [Fact]
    public void The_words_grow_older_while_they_are_looked_at()
    {
        var shown = Shown();
        Time.Advance(TimeSpan.FromMinutes(3));
        shown.WaitForAssertion(() => Assert.Equal("7 min ago", shown.Find("time").TextContent));
    }

    [Fact]
    public void Nothing_ticks_when_no_time_is_on_screen()
    {
        var shown = Shown();
        shown.Dispose();
        var renders = shown.RenderCount;
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(renders, shown.RenderCount);
    }
}
