using AngleSharp.Dom;
using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Sending;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace HeymarketPortal.Tests.Pages;

/// <summary>Every event is found and fired on the renderer's own turn: between the two the page may be drawn again.</summary>
public class ComposePageTests : PageContext
{
    [Fact]
    public async Task A_team_without_a_key_is_led_to_it_instead_of_reading_again()
    {
        await Test.WriteAsync(Team.Id, db => db.ApiKeys.ExecuteDeleteAsync());

        var page = Open<ComposePage>();

        Assert.Equal($"/t/{Team.Slug}/keys", page.WaitForElement(".empty a").GetAttribute("href"));
        Assert.DoesNotContain("Read again", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_inbox_with_one_sender_is_no_guess_but_a_choice_of_the_person()
    {
        var page = await OpenAsync();

        Assert.Equal("", page.Find("#inbox").GetAttribute("value") ?? "");
        Assert.True(page.FindAll("#inbox option").Count > 2);
    }

    [Fact]
    public async Task The_inbox_in_the_address_is_chosen_and_its_people_are_offered()
    {
        var page = await OpenAsync($"?inbox={InboxId}");

        Assert.Equal($"{InboxId}", page.Find("#inbox").GetAttribute("value"));
        Assert.Contains(page.FindAll("#sender option"), option => option.GetAttribute("value") == $"{SenderId}");
    }

    [Fact]
    public async Task A_member_linked_to_a_person_sends_as_that_person()
    {
        Access = Access with { PersonId = SenderId };

        var page = await OpenAsync($"?inbox={InboxId}");

        Assert.Equal($"{SenderId}", page.Find("#sender").GetAttribute("value"));
    }

    [Fact]
    public async Task Problems_wait_until_their_field_is_left()
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.Find("#phone").InputAsync(new() { Value = "1510" }));
        Assert.Equal("", page.Find("#phone-note").TextContent.Trim());

        await page.InvokeAsync(() => page.Find("#phone").BlurAsync(new()));

        Assert.Contains("4 digits are too few for +1", page.Find("#phone-note").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("#phone").GetAttribute("aria-invalid"));
        Assert.Equal("", page.Find("#message-note").TextContent.Trim());
    }

    [Fact]
    public async Task Ten_digits_are_mended_on_one_click()
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.Find("#phone").InputAsync(new() { Value = "510 555 0142" }));
        await page.InvokeAsync(() => page.Find("#phone").BlurAsync(new()));

        await page.InvokeAsync(() => page.Find("button.fix").ClickAsync(new()));

        Assert.Equal("15105550142", page.Find("#phone").GetAttribute("value"));
        Assert.Equal("", page.Find("#phone-note").TextContent.Trim());
    }

    [Fact]
    public async Task Review_of_an_empty_form_lists_every_problem_and_loses_nothing()
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.Find("#author").InputAsync(new() { Value = "Twin Clinic" }));

        Review(page);

        page.WaitForAssertion(() => Assert.Equal("4 problems", page.Find("#problems h2").TextContent));
        Assert.Equal(["inbox", "sender", "phone", "message"], page.FindAll("#problems a").Select(a => a.GetAttribute("data-focus")));
        Assert.Equal("Twin Clinic", page.Find("#author").GetAttribute("value"));
    }

    [Fact]
    public async Task A_number_does_not_travel_along_with_a_conversation()
    {
        var page = await FilledAsync();

        await page.InvokeAsync(() => page.FindAll(".or input")[1].ChangeAsync(new() { Value = true }));

        await page.WaitForElement("#conversation").InputAsync(new() { Value = "9920" });
        Assert.Empty(page.FindAll("#phone"));
        Review(page);
        page.WaitForAssertion(() => Assert.True(page.Find("#problems").HasAttribute("hidden")));
    }

    [Fact]
    public async Task A_text_without_an_answer_warns_whoever_writes_to_that_number()
    {
        var earlier = await UnknownAsync();
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.Find("#phone").InputAsync(new() { Value = "1 510 555 0901" }));

        await page.InvokeAsync(() => page.Find("#phone").BlurAsync(new()));

        page.WaitForAssertion(() => Assert.Contains("has no answer. It may have arrived", page.Find("#phone-note").TextContent, StringComparison.Ordinal));
        Assert.Equal($"/t/{Team.Slug}/history/{earlier}", page.Find("#phone-note a").GetAttribute("href"));
    }

    [Fact]
    public async Task Somebody_who_opted_out_meanwhile_is_refused_beside_the_number_and_at_Review()
    {
        var page = await FilledAsync();
        await Test.Get<OptOuts>().AddAsync(Team.Id, "15105550142", null);

        Review(page);

        page.WaitForAssertion(() => Assert.Equal("Phone number", page.Find("#problems li a").TextContent));
        Assert.Equal("+1 510 555 0142 has opted out of texts. Nothing goes there until they opt in again.", page.Find("#phone-note").TextContent.Trim());
        await Test.Get<OptOuts>().RemoveAsync(Team.Id, "15105550142", null);
        await page.InvokeAsync(() => page.Find("#phone").BlurAsync(new()));
        page.WaitForAssertion(() => Assert.Empty(page.Find("#phone-note").TextContent.Trim()));
    }

    [Fact]
    public async Task Review_shows_what_leaves_and_Send_stores_it_once_and_follows_it_to_its_id()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = await FilledAsync();
        Review(page);
        dialogs.WaitForElement("#send");
        Assert.Equal("Send to +1 510 555 0142", dialogs.Find("#send").TextContent.Trim());
        Assert.Contains("\"phone_number\":\"15105550142\"", dialogs.Find("pre").TextContent, StringComparison.Ordinal);

        var send = dialogs.Find("#send");
        await send.ClickAsync(new());

        dialogs.WaitForAssertion(() => Assert.Equal("Queued", Word(dialogs)));
        await CarryAsync();
        dialogs.WaitForAssertion(() => Assert.Equal("Accepted", Word(dialogs)));
        var stored = await Test.ReadAsync(Team.Id, db => db.Sends.SingleAsync());
        Assert.Equal(SendState.Accepted, stored.State);
        Assert.Contains($"{stored.MessageId}", dialogs.Find(".follow").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/sandbox/conversations/", dialogs.Find(".follow a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_another_keeps_inbox_and_sender_and_empties_the_rest()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = await FilledAsync();
        Review(page);
        await dialogs.WaitForElement("#send").ClickAsync(new());
        dialogs.WaitForElement("#another").Click();

        page.WaitForAssertion(() => Assert.Equal("", page.Find("#phone").GetAttribute("value") ?? ""));
        Assert.Equal($"{InboxId}", page.Find("#inbox").GetAttribute("value"));
        Assert.Equal($"{SenderId}", page.Find("#sender").GetAttribute("value"));
        page.WaitForAssertion(() => Assert.Contains("+1 510 555 0142", page.Find(".recent").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_was_removed_meanwhile_is_told_and_keeps_the_form()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = await FilledAsync();
        Review(page);
        await Test.WriteAsync(Team.Id, db => db.Memberships.ExecuteDeleteAsync());

        await dialogs.WaitForElement("#send").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("You may not send in this team any more", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Hi there", page.Find("#message").GetAttribute("value"));
        Assert.Equal(0, await Test.ReadAsync(Team.Id, db => db.Sends.CountAsync()));
    }

    [Fact]
    public async Task Without_a_key_it_says_what_is_missing()
    {
        await Test.WriteAsync(Team.Id, db => db.ApiKeys.ExecuteDeleteAsync());

        var page = Open<ComposePage>();

        Assert.Contains("no API key", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_again_fills_in_the_earlier_text()
    {
        var id = await AcceptedAsync("15105550142", "See you at 9");

        var page = await OpenAsync($"?again={id}");

        Assert.Equal("15105550142", page.Find("#phone").GetAttribute("value"));
        Assert.Equal("See you at 9", page.Find("#message").GetAttribute("value"));
    }

    private static string Word(IRenderedComponent<MudDialogProvider> dialogs) => dialogs.Find(".follow .state").TextContent.Trim();

    private static void Review(IRenderedComponent<ComposePage> page) => page.Find(".head .primary").Click();

    private Task<IRenderedComponent<ComposePage>> OpenAsync(string query = "")
    {
        var page = Open<ComposePage>(query);
        page.WaitForElement("#phone");
        return Task.FromResult(page);
    }

    [Fact]
    public async Task What_was_changed_after_another_window_confirmed_is_told_and_stays_in_the_form()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = await FilledAsync();
        var uri = Services.GetRequiredService<NavigationManager>().Uri;
        var id = Guid.Parse(QueryHelpers.ParseQuery(new Uri(uri).Query)["draft"].ToString());
        await ConfirmAsync(text: "As it was", requestId: id);
        Review(page);

        await dialogs.WaitForElement("#send").ClickAsync(new());

        dialogs.WaitForAssertion(() => Assert.Contains("What you changed was not sent", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.Find("#another").ClickAsync(new());
        page.WaitForAssertion(() => Assert.DoesNotContain(id.ToString(), Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("Hi there", page.Find("#message").GetAttribute("value")));
        Assert.Equal(["As it was"], await Test.ReadAsync(Team.Id, db => db.Sends.Select(s => s.Text!).ToListAsync()));
    }

    private async Task<IRenderedComponent<ComposePage>> FilledAsync()
    {
        var page = await OpenAsync($"?inbox={InboxId}");
        await page.InvokeAsync(() => page.Find("#sender").ChangeAsync(new() { Value = $"{SenderId}" }));
        await page.InvokeAsync(() => page.Find("#phone").InputAsync(new() { Value = "+1 (510) 555-0142" }));
        await page.InvokeAsync(() => page.Find("#message").InputAsync(new() { Value = "Hi there" }));
        return page;
    }
}
