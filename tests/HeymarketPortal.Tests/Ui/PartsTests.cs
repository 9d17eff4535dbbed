using Bunit;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Tests.Ui;

public class PartsTests : UiContext
{
    [Theory]
    [InlineData(1, Meaning.Refused, "1 problem")]
    [InlineData(2, Meaning.Refused, "2 problems")]
    [InlineData(1, Meaning.Attention, "1 warning")]
    [InlineData(2, Meaning.Attention, "2 warnings")]
    public void The_summary_counts_and_is_named_by_its_count(int count, Meaning meaning, string heading)
    {
        var shown = Render<ProblemSummary>(s => s.Add(x => x.Problems, Problems(count)).Add(x => x.Meaning, meaning));
        var summary = shown.Find("#problems");
        Assert.Equal(heading, shown.Find("h2").TextContent);
        Assert.Equal(shown.Find("h2").Id, summary.GetAttribute("aria-labelledby"));
        Assert.Equal("-1", summary.GetAttribute("tabindex"));
        Assert.Equal(count, shown.FindAll("li").Count);
    }

    [Fact]
    public void Each_entry_of_the_summary_leads_to_its_field_without_leaving_the_page()
    {
        var link = Render<ProblemSummary>(s => s.Add(x => x.Problems, Problems(1))).Find("a");
        Assert.Equal("Phone number", link.TextContent);
        Assert.Equal("http://localhost/#phone0", link.GetAttribute("href"));
        Assert.Equal("phone0", link.GetAttribute("data-focus"));
    }

    [Fact]
    public void Without_problems_there_is_no_summary_to_see() =>
        Assert.True(Render<ProblemSummary>(s => s.Add(x => x.Problems, Problems(0))).Find("#problems").HasAttribute("hidden"));

    [Fact]
    public async Task The_summary_takes_the_focus_when_asked()
    {
        var shown = Render<ProblemSummary>(s => s.Add(x => x.Problems, Problems(1)));
        await shown.Instance.FocusAsync();
        Assert.Equal("problems", JSInterop.VerifyInvoke("portal.focus").Arguments[0]);
    }

    [Fact]
    public void A_notice_is_a_group_named_by_its_title()
    {
        var shown = Render<Notice>(n => n.Add(x => x.Title, "Heymarket refused the key").AddChildContent("<p>6 texts are held.</p>"));
        var notice = shown.Find(".says");
        Assert.Equal("group", notice.GetAttribute("role"));
        Assert.Equal(shown.Find("h2").Id, notice.GetAttribute("aria-labelledby"));
        Assert.Equal("attention", notice.GetAttribute("data-meaning"));
        Assert.Empty(shown.FindAll(".acts"));
    }

    [Fact]
    public void What_has_just_gone_wrong_is_spoken_at_once() =>
        Assert.Equal("alert", Render<Notice>(n => n.Add(x => x.Title, "Not saved").Add(x => x.Alert, true)).Find(".says").GetAttribute("role"));

    [Fact]
    public void Nothing_here_yet_is_a_title_a_sentence_and_a_step()
    {
        var shown = Render<EmptyState>(e => e.Add(x => x.Title, "No drafts").AddChildContent("A draft you save waits here.").Add(x => x.Actions, "<a href=\"/compose\">Compose</a>"));
        Assert.Equal("No drafts", shown.Find("h2").TextContent);
        Assert.Equal("A draft you save waits here.", shown.Find("p").TextContent);
        Assert.Equal("Compose", shown.Find(".acts a").TextContent);
    }

    [Fact]
    public void What_could_not_be_read_can_be_read_again()
    {
        var asked = 0;
        var shown = Render<FailedState>(f => f.Add(x => x.Title, "The lists could not be read").Add(x => x.Retry, () => asked++));
        Assert.Equal("alert", shown.Find(".empty").GetAttribute("role"));
        Assert.Equal("Read again", shown.Find("button").TextContent);
        shown.Find("button").Click();
        Assert.Equal(1, asked);
    }

    [Fact]
    public void Without_a_way_to_read_again_no_button_promises_one() =>
        Assert.Empty(Render<FailedState>(f => f.Add(x => x.Title, "The lists could not be read")).FindAll("button"));

    [Fact]
    public void Loading_is_said_once_and_its_rows_are_only_drawn()
    {
        var shown = Render<SkeletonRows>(s => s.Add(x => x.Rows, 3).Add(x => x.Columns, 5));
        Assert.Equal("Loading", shown.Find("[role=status] .sr").TextContent);
        Assert.Equal("true", shown.Find("ul").GetAttribute("aria-hidden"));
        Assert.Equal(3, shown.FindAll("li").Count);
        Assert.Equal(15, shown.FindAll(".bone").Count);
    }

    [Fact]
    public void The_head_has_the_pages_one_h1_and_its_actions()
    {
        var shown = Render<PageHead>(h => h.Add(x => x.Title, "Compose").Add(x => x.Subtitle, "Only texts").Add(x => x.Actions, "<button>Review</button>").Add(x => x.Docked, true));
        Assert.Equal("Compose", Assert.Single(shown.FindAll("h1")).TextContent);
        Assert.Equal("Only texts", shown.Find("h1 + p").TextContent);
        Assert.Equal("Review", shown.Find(".acts.docked button").TextContent);
    }

    [Fact]
    public void A_choice_is_radios_of_one_name_and_tells_what_was_chosen()
    {
        ChoiceOption<int>[] options = [new(1, "Phone number"), new(2, "Conversation ID")];
        var chosen = 1;
        var shown = Render<Choice<int>>(c => c.Add(x => x.Label, "Recipient").Add(x => x.Options, options).Bind(x => x.Value, chosen, value => chosen = value));
        Assert.Equal("Recipient", shown.Find("[role=radiogroup]").GetAttribute("aria-label"));
        Assert.Equal(["Phone number", "Conversation ID"], shown.FindAll("label").Select(label => label.TextContent));
        Assert.Single(shown.FindAll("input").Select(input => input.GetAttribute("name")).Distinct());
        Assert.True(shown.FindAll("input")[0].HasAttribute("checked"));

        shown.FindAll("input")[1].Change("on");

        Assert.Equal(2, chosen);
        shown.Render(c => c.Add(x => x.Label, "Recipient").Add(x => x.Options, options).Add(x => x.Value, chosen));
        Assert.True(shown.FindAll("input")[1].HasAttribute("checked"));
        Assert.False(shown.FindAll("input")[0].HasAttribute("checked"));
    }

    [Fact]
    public void What_is_copied_is_the_text_and_not_the_label()
    {
        var button = Render<CopyButton>(c => c.Add(x => x.Text, "9980041").Add(x => x.Label, "Copy ID")).Find("button");
        Assert.Equal("9980041", button.GetAttribute("data-copy"));
        Assert.Equal("Copy ID", button.TextContent.Trim());
        Assert.Equal("button", button.GetAttribute("type"));
    }

    [Fact]
    public void The_phone_is_one_picture_with_the_text_in_its_name()
    {
        var phone = Render<PhonePreview>(p => p.Add(x => x.Name, "+1 510 555 0100").Add(x => x.Bubbles, ["Hi Dana", "<b>bold</b>"]));
        Assert.Equal("img", phone.Find(".phone").GetAttribute("role"));
        Assert.Equal("Phone showing from +1 510 555 0100: Hi Dana. <b>bold</b>", phone.Find(".phone").GetAttribute("aria-label"));
        Assert.Equal("<b>bold</b>", phone.FindAll(".bubble")[1].TextContent);
    }

    [Fact]
    public void A_broken_page_tells_its_number_and_never_why()
    {
        var recovered = 0;
        var shown = Render<ErrorPanel>(e => e.Add(x => x.Reference, "7f3a-91").Add(x => x.Recover, () => recovered++));
        Assert.Equal("alert", shown.Find(".empty").GetAttribute("role"));
        Assert.Contains("7f3a-91", shown.Find("p").TextContent, StringComparison.Ordinal);
        shown.Find("button").Click();
        Assert.Equal(1, recovered);
    }

    [Fact]
    public void A_key_inside_a_button_is_not_part_of_its_name()
    {
        Assert.Equal("true", Render<KeyLabel>(k => k.Add(x => x.Keys, "c")).Find("kbd").GetAttribute("aria-hidden"));
        Assert.False(Render<KeyLabel>(k => k.Add(x => x.Keys, "c").Add(x => x.Spoken, true)).Find("kbd").HasAttribute("aria-hidden"));
    }

    [Fact]
    public void The_lost_connection_has_words_for_every_state_and_a_way_on()
    {
        var lost = Render<Reconnect>().Find("dialog");
        Assert.Equal("components-reconnect-modal", lost.Id);
        Assert.Equal(["first", "retrying", "failed", "paused", "gone"], lost.QuerySelectorAll(".when").Select(when => when.ClassList[1]));
        Assert.Equal(["Try again", "Wake it up", "Load it again"], lost.QuerySelectorAll("button").Select(button => button.TextContent));
        Assert.NotNull(lost.QuerySelector("#components-seconds-to-next-attempt"));
    }

    [Fact]
    public void A_page_whose_circuit_ended_says_so_where_Blazor_looks_for_it()
    {
        var fatal = Render<Fatal>().Find("#blazor-error-ui");
        Assert.Equal("alert", fatal.GetAttribute("role"));
        Assert.Equal("Load it again", fatal.QuerySelector(".reload")!.TextContent);
    }

    [Fact]
    public void Until_the_page_is_alive_its_outline_is_drawn_and_not_spoken()
    {
        var shell = Render<Shell>();
        Assert.Equal("true", shell.Find(".frame").GetAttribute("aria-hidden"));
        Assert.Empty(shell.FindAll("main, nav, h1, .frame a, .frame button"));
        Assert.NotNull(shell.Find("[data-reload]"));
    }

    [Fact]
    public void The_striped_bar_is_a_region_with_a_name()
    {
        var bar = Render<Stripe>(s => s.Add(x => x.Label, "Sandbox").AddChildContent("No phone receives anything")).Find("section");
        Assert.Equal("Sandbox", bar.GetAttribute("aria-label"));
        Assert.Equal("No phone receives anything", bar.TextContent);
    }

    [Theory]
    [InlineData("Twin Clinic", "TC")]
    [InlineData("Sandbox", "S")]
    [InlineData("  maya   de la ortiz ", "MO")]
    [InlineData("", "?")]
    public void Two_letters_stand_for_a_name(string name, string letters) =>
        Assert.Equal(letters, Render<Face>(f => f.Add(x => x.Name, name)).Find(".face").TextContent);

    private static FieldProblem[] Problems(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new FieldProblem($"phone{i}", "Phone number", "9 digits are too few."))];
}
