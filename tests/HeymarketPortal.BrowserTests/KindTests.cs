using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>Each kind of send, from an empty form to Accepted.</summary>
public sealed class KindTests(BrowserRun run, KindsPortal portal) : PortalTest(run, portal), IClassFixture<KindsPortal>
{
    private ILocator Numbers => Page.GetByRole(AriaRole.Textbox, new() { Name = "Phone numbers", Exact = true });

    [Fact]
    public async Task An_individual_text_is_accepted()
    {
        await OpenAsync("Individual");
        await Page.FillSendAsync("+1 415 555 0152", "Your glasses are ready.");
        await Page.GetByLabel("Author").FillAsync("Sam at the desk");

        var received = await SendAsync("Send to +1 415 555 0152", "0152");

        Assert.Equal(("14155550152", "Your glasses are ready.", "Sam at the desk"), ((string)received["phone_number"]!, (string)received["text"]!, (string)received["author"]!));
    }

    [Fact]
    public async Task A_group_pasted_one_number_a_line_is_accepted()
    {
        await OpenAsync("Group MMS");
        await Page.PasteAsync(Numbers, "1 415 555 0153\n+1 (415) 555-0154\r\n(415) 555-0155\n1-415-555-0153\n");
        await Page.Button("Use +1 415 555 0155").ClickAsync();
        await Expect(Page.GetByText("One number is there twice; it is sent once.").First).ToBeVisibleAsync();
        await Page.Button("Remove repeated numbers").ClickAsync();
        await Page.Message().FillAsync("See you all on Friday.");
        await Expect(Page.GetByText("All of them see each other’s numbers, and nobody can join or leave later.")).ToBeVisibleAsync();

        var received = await SendAsync("Send to 3 people", "0155");

        Assert.Equal(["14155550153", "14155550154", "14155550155"], received["targets"]!.AsArray().Select(number => (string)number!));
    }

    [Fact]
    public async Task Numbers_typed_with_blanks_inside_are_not_taken_apart_before_they_are_whole()
    {
        await OpenAsync("Group MMS");
        await Numbers.PressSequentiallyAsync("14155550153 14155550154, +44 7400 123456");
        await Page.Keyboard.PressAsync("Control+Enter");

        // The last one was still being typed: it counts all the same.
        await Expect(Page.Button("Remove 447400123456")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Remove [0-9]+$") })).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_list_is_accepted_once_its_name_was_typed()
    {
        await OpenAsync("List");
        await Page.ChooseAsync("List", "Flu shot callbacks");
        await Expect(Page.GetByText("12 people, last changed")).ToBeVisibleAsync();
        await Page.Message().FillAsync("Hi {{first_name}}, your flu shot is here.");
        await Page.ReviewAsync();
        await Expect(Page.OpenDialog()).ToContainTextAsync("12 people × 1 segment = 12 segments, at least");
        var send = Page.SendButton("Send to Flu shot callbacks");
        await Expect(send).ToBeDisabledAsync();
        await Page.OpenDialog().GetByLabel("List name").FillAsync("Newsletter");
        await Expect(send).ToBeDisabledAsync();
        await Page.OpenDialog().GetByLabel("List name").FillAsync("Flu shot callbacks");

        var received = await ConfirmAsync("Send to Flu shot callbacks", $"list {await ListIdAsync("Flu shot callbacks")}");

        Assert.Equal("Hi {{first_name}}, your flu shot is here.", (string)received["text"]!);
    }

    [Fact]
    public async Task A_survey_without_a_text_is_accepted()
    {
        await OpenAsync("Survey");
        await Page.ChooseAsync("Survey", "Waiting time");
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Phone number" }).FillAsync("+1 415 555 0156");
        await Expect(Page.GetByText("From 1 to 5, how do you rate the waiting time?").First).ToBeVisibleAsync();

        var received = await SendAsync("Send to +1 415 555 0156", "0156");

        Assert.Null(received["text"]);
        Assert.NotNull(received["survey_id"]);
    }

    private async Task OpenAsync(string kind)
    {
        await GoAsync($"{Team}/compose");
        await Page.TurnAsync(kind);
        await Page.ChooseSenderAsync();
    }

    private async Task<JsonNode> SendAsync(string button, string numberEnding)
    {
        await Page.ReviewAsync();
        return await ConfirmAsync(button, numberEnding);
    }

    private async Task<JsonNode> ConfirmAsync(string button, string targetEnding)
    {
        await Page.SendButton(button).ClickAsync();
        await Expect(Page.FollowedState()).ToContainTextAsync("Accepted");
        var received = Assert.Single(await Witness.ReceivedAsync(Portal.Address, targetEnding));
        await Expect(Page.FollowedState()).ToContainTextAsync($"{received.MessageId}");
        return JsonNode.Parse(received.Body)!;
    }

    private async Task<string> ListIdAsync(string name) =>
        (await Page.GetByLabel("List", new() { Exact = true }).GetByRole(AriaRole.Option, new() { NameRegex = new($"^{name}"), IncludeHidden = true }).GetAttributeAsync("value"))!;
}
