using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Data;

/// <summary>What the ledger adds to the rules: repeats, a list's name, the undo window, changing and unscheduling.</summary>
public class KindsInTheLedgerTests
{
    private static readonly DateTimeOffset Noon = LedgerStage.Noon;

    private static readonly SendFacts Facts = new(
        [new InboxFacts(413, "Front Desk", "14155550100", [12])], new Dictionary<long, string> { [12] = "Sam Ortiz" }, null, true)
    {
        MayBroadcast = true,
        Lists = [new(3310, "April Reminders", 2, Noon, 4, ["15105550142", "15105550143"])],
        Templates = [new(5207, "Reminder", "Hi {{first_name}}", 9)],
        Surveys = [new(61, "After the visit", "How was it?")],
    };

    [Fact]
    public async Task The_same_text_to_the_same_number_stops_with_who_sent_it_until_a_person_means_it()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var first = await StoreAsync(stage, Text("Hi"));

        var repeat = Assert.IsType<ConfirmAnswer.Repeat>(await stage.Ledger.ConfirmAsync(stage.Actor, Confirm(Text("Hi"))));

        Assert.Equal((first, stage.Texter.Name), (repeat.SendId, repeat.By));
        Assert.Equal(repeat, await stage.Ledger.RepeatOfAsync(stage.Actor, Confirm(Text("Hi"))));
        Assert.IsType<ConfirmAnswer.Stored>(await stage.Ledger.ConfirmAsync(stage.Actor, Confirm(Text("Hi")) with { Repeating = repeat.SendId }));
        // Now there is another one that the person was not told of.
        Assert.IsType<ConfirmAnswer.Repeat>(await stage.Ledger.ConfirmAsync(stage.Actor, Confirm(Text("Hi")) with { Repeating = repeat.SendId }));
    }

    [Fact]
    public async Task Another_text_another_number_a_cancelled_one_and_one_from_long_ago_are_no_repeats()
    {
        await using var stage = await LedgerStage.MakeAsync();
        await StoreAsync(stage, Text("Hi"));

        await StoreAsync(stage, Text("Hello"));
        await StoreAsync(stage, Text("Hi", "15105550143"));
        await StoreAsync(stage, Text("Hi"), send => send with { DueAt = stage.Test.Time.GetUtcNow().AddMinutes(11) });
        var cancelled = await StoreAsync(stage, Text("Bye"));
        Assert.Null(await stage.Ledger.CancelAsync(stage.Actor, cancelled));
        await StoreAsync(stage, Text("Bye"));
    }

    [Fact]
    public async Task A_list_is_guarded_for_a_day_and_a_group_whatever_its_order()
    {
        await using var stage = await LedgerStage.MakeAsync(Role.Admin);
        await StoreAsync(stage, List(), Typed);
        await StoreAsync(stage, Group("15105550142", "15105550143"));

        Assert.IsType<ConfirmAnswer.Repeat>(await stage.Ledger.ConfirmAsync(stage.Actor, Typed(Confirm(List())) with { DueAt = stage.Test.Time.GetUtcNow().AddHours(23) }));
        Assert.IsType<ConfirmAnswer.Stored>(await stage.Ledger.ConfirmAsync(stage.Actor, Typed(Confirm(List())) with { DueAt = stage.Test.Time.GetUtcNow().AddHours(25) }));
        Assert.IsType<ConfirmAnswer.Repeat>(await stage.Ledger.ConfirmAsync(stage.Actor, Confirm(Group("15105550143", "15105550142"))));
        Assert.IsType<ConfirmAnswer.Stored>(await stage.Ledger.ConfirmAsync(stage.Actor, Confirm(Group("15105550143", "15105550144"))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("April")]
    [InlineData("3310")]
    public async Task Nothing_goes_to_a_list_whose_name_was_not_typed(string? typed)
    {
        await using var stage = await LedgerStage.MakeAsync(Role.Admin);

        var answer = await stage.Ledger.ConfirmAsync(stage.Actor, Confirm(List()) with { TypedName = typed });

        Assert.Equal("The list's name was not typed. Nothing was sent.", Assert.IsType<ConfirmAnswer.Refused>(answer).Sentence);
    }

    [Fact]
    public async Task A_texter_without_broadcast_sends_to_no_list_even_past_the_page()
    {
        await using var stage = await LedgerStage.MakeAsync();

        Assert.IsType<ConfirmAnswer.Refused>(await stage.Ledger.ConfirmAsync(stage.Actor, Typed(Confirm(List()))));
        var survey = List();
        (survey.Kind, survey.Target, survey.SurveyId) = (SendKind.Survey, SendTarget.List, "61");
        Assert.IsType<ConfirmAnswer.Refused>(await stage.Ledger.ConfirmAsync(stage.Actor, Typed(Confirm(survey))));
    }

    [Fact]
    public async Task What_was_meant_is_kept_beside_the_ids()
    {
        await using var stage = await LedgerStage.MakeAsync(Role.Admin);
        var form = List();
        (form.Text, form.UseTemplate, form.TemplateId) = (null, true, "5207");

        var send = await stage.SendAsync(await StoreAsync(stage, form, Typed));

        Assert.Equal(("April Reminders", 4, 2), (send.ListName, send.ListRevision, send.ListSize));
        Assert.Equal(["15105550142", "15105550143"], send.ListNumbers!);
        Assert.Equal(("Reminder", 9, "Hi {{first_name}}"), (send.TemplateName, send.TemplateRevision, send.TemplateText));
    }

    [Fact]
    public async Task A_group_and_a_list_wait_ten_seconds_for_an_undo_and_an_account_may_ask_for_more()
    {
        await using var stage = await LedgerStage.MakeAsync(Role.Admin);

        var (group, one) = (await stage.SendAsync(await StoreAsync(stage, Group("15105550142", "15105550143"))), await stage.SendAsync(await StoreAsync(stage, Text("Hi"))));
        Assert.Equal((SendState.Scheduled, TimeSpan.FromSeconds(10)), (group.State, group.DueAt - group.CreatedAt));
        Assert.Equal(SendState.Queued, one.State);

        await stage.Test.WriteAsync(null, db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(a => a.HoldSeconds, 45)));
        var slow = await stage.SendAsync(await StoreAsync(stage, Text("Hello")));
        Assert.Equal((SendState.Scheduled, TimeSpan.FromSeconds(45)), (slow.State, slow.DueAt - slow.CreatedAt));
    }

    [Fact]
    public async Task Changing_a_scheduled_text_takes_its_place_once_and_never_beside_it()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var later = stage.Test.Time.GetUtcNow().AddHours(2);
        var old = await StoreAsync(stage, Text("Hi"), send => send with { DueAt = later });

        var next = await StoreAsync(stage, Text("Hi Rosa"), send => send with { DueAt = later, InsteadOf = old });

        Assert.Equal(SendState.Cancelled, (await stage.SendAsync(old)).State);
        Assert.Equal((SendState.Scheduled, old), ((await stage.SendAsync(next)).State, (await stage.SendAsync(next)).InsteadOf));
        Assert.IsType<ConfirmAnswer.Refused>(await stage.Ledger.ConfirmAsync(stage.Actor, Confirm(Text("Hi Ana")) with { InsteadOf = old }));
        Assert.Equal(2, await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.CountAsync()));
    }

    [Fact]
    public async Task Unscheduling_stops_a_text_and_keeps_it_as_a_draft()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await StoreAsync(stage, Text("Hi"), send => send with { DueAt = stage.Test.Time.GetUtcNow().AddHours(2) });

        var (draft, refusal) = await stage.Ledger.UnscheduleAsync(stage.Actor, id);

        Assert.Null(refusal);
        Assert.Equal(SendState.Cancelled, (await stage.SendAsync(id)).State);
        Assert.Equal(("Hi", "15105550142"), await stage.Test.Get<Drafts>().FindAsync(stage.Actor, draft) is { Form: var kept } ? (kept.Text, kept.PhoneNumber) : default);
        Assert.NotNull((await stage.Ledger.UnscheduleAsync(stage.Actor, id)).Refusal);
        Assert.Single(await stage.Test.Get<Drafts>().AllAsync(stage.Actor));
    }

    [Fact]
    public async Task Send_now_lets_a_scheduled_text_go_at_once()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var id = await StoreAsync(stage, Text("Hi"), send => send with { DueAt = stage.Test.Time.GetUtcNow().AddDays(2) });

        Assert.Null(await stage.Ledger.SendNowAsync(stage.Actor, id));

        Assert.Equal(id, (await stage.ClaimAsync()).SendId);
    }

    [Fact]
    public async Task A_form_confirmed_again_after_a_change_says_that_the_change_was_not_sent()
    {
        await using var stage = await LedgerStage.MakeAsync();
        var confirmed = Confirm(Text("Hi"));
        var first = Assert.IsType<ConfirmAnswer.Stored>(await stage.Ledger.ConfirmAsync(stage.Actor, confirmed));

        var again = SendRules.Confirm(Text("Hi Rosa"), Facts, confirmed.Ticket, Noon).Send!;

        Assert.Equal(new ConfirmAnswer.Stored(first.SendId, AlreadyThere: true, Changed: true), await stage.Ledger.ConfirmAsync(stage.Actor, again));
        Assert.Equal(new ConfirmAnswer.Stored(first.SendId, AlreadyThere: true), await stage.Ledger.ConfirmAsync(stage.Actor, confirmed));
    }

    private static SendForm Text(string text, string number = "15105550142") => new() { InboxId = 413, SenderId = 12, PhoneNumber = number, Text = text };

    private static SendForm List() => new() { Kind = SendKind.List, InboxId = 413, SenderId = 12, ListId = "3310", Text = "Hi" };

    private static SendForm Group(params string[] numbers) => new() { Kind = SendKind.Group, InboxId = 413, SenderId = 12, Numbers = [.. numbers], Text = "Hi" };

    private static ConfirmedSend Confirm(SendForm form) => SendRules.Confirm(form, Facts, SendTicket.New(Noon), Noon).Send!;

    private static ConfirmedSend Typed(ConfirmedSend confirmed) => confirmed with { TypedName = " april reminders " };

    private static async Task<long> StoreAsync(LedgerStage stage, SendForm form, Func<ConfirmedSend, ConfirmedSend>? with = null) =>
        Assert.IsType<ConfirmAnswer.Stored>(await stage.Ledger.ConfirmAsync(stage.Actor, with is null ? Confirm(form) : with(Confirm(form)))).SendId;
}
