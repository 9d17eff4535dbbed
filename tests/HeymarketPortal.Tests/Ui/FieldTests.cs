using System.ComponentModel.DataAnnotations;
using Bunit;
using HeymarketPortal.Ui;
using Microsoft.AspNetCore.Components.Forms;

namespace HeymarketPortal.Tests.Ui;

public class FieldTests : UiContext
{
    private IRenderedComponent<Field> Shown(Action<ComponentParameterCollectionBuilder<Field>>? more = null) => Render<Field>(field =>
    {
        field.Add(f => f.Label, "Phone number").Add(f => f.For, "phone")
            .AddChildContent("""<input class="in" id="phone" aria-describedby="phone-note" />""");
        more?.Invoke(field);
    });

    [Fact]
    public void The_label_names_the_input_and_nothing_else()
    {
        var label = Shown().Find("label");
        Assert.Equal("phone", label.GetAttribute("for"));
        Assert.Equal("Phone number", label.TextContent);
    }

    [Fact]
    public void The_note_is_there_before_it_has_words_so_that_they_are_spoken_when_they_come()
    {
        var note = Shown().Find("#phone-note");
        Assert.Equal("polite", note.GetAttribute("aria-live"));
        Assert.Empty(note.TextContent);
        Assert.Empty(note.Children);
    }

    [Fact]
    public void A_problem_takes_the_place_of_the_hint_and_is_marked_refused()
    {
        var note = Shown(f => f.Add(x => x.Hint, "With country code.").Add(x => x.Problem, "9 digits are too few.")).Find("#phone-note");
        Assert.Equal("9 digits are too few.", note.TextContent.Trim());
        Assert.Equal("refused", note.GetAttribute("data-meaning"));
        Assert.NotNull(note.QuerySelector("svg"));
    }

    [Fact]
    public void A_warning_asks_for_attention_until_there_is_a_problem()
    {
        Assert.Equal("attention", Shown(f => f.Add(x => x.Warning, "A text to it has no answer.")).Find("#phone-note").GetAttribute("data-meaning"));
        var both = Shown(f => f.Add(x => x.Warning, "A text to it has no answer.").Add(x => x.Problem, "Too short.")).Find("#phone-note");
        Assert.Equal("Too short.", both.TextContent.Trim());
    }

    [Fact]
    public void A_hint_is_plain() => Assert.False(Shown(f => f.Add(x => x.Hint, "With country code.")).Find("#phone-note").HasAttribute("data-meaning"));

    [Fact]
    public void What_may_stay_empty_says_so() => Assert.Equal("optional", Shown(f => f.Add(x => x.Optional, true)).Find(".label .meta").TextContent);

    [Fact]
    public void The_forms_own_messages_appear_when_the_form_finds_them()
    {
        var edit = new EditContext(new Person());
        edit.EnableDataAnnotationsValidation(Services);
        var shown = Render<Field>(field => field
            .Add(f => f.Label, "Email").Add(f => f.For, "email")
            .Add(f => f.Of, () => ((Person)edit.Model).Email)
            .AddCascadingValue(edit));
        Assert.Empty(shown.Find("#email-note").TextContent);

        shown.InvokeAsync(edit.Validate);

        Assert.Equal("An email address is needed.", shown.Find("#email-note").TextContent.Trim());
    }

    private sealed class Person
    {
        [Required(ErrorMessage = "An email address is needed.")]
        public string? Email { get; set; }
    }
}
