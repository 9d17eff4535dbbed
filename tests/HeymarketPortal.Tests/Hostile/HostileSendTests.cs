using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests.Pump;

namespace HeymarketPortal.Tests.Hostile;

/// <summary>What a person may put into a send: refused in words, or sent byte for byte as the ledger has it.</summary>
[Collection(HostileCollection.Name)]
public sealed class HostileSendTests
{
    private static readonly SendFacts Facts = new([new InboxFacts(413, "Front Desk", null, [12])], new Dictionary<long, string> { [12] = "Sam" }, null, true)
    {
        MayBroadcast = true,
        Lists = [new(3310, "April Reminders", 2, DateTimeOffset.UnixEpoch, 4, ["15105550142", "15105550143"])],
        Templates = [new(5207, "Visit reminder", "Hi {{first_name}}, see you tomorrow.", 9)],
        Surveys = [new(61, "After the visit", "How was it?")],
    };

    [Fact]
    public async Task A_form_is_refused_in_words_or_sent_as_the_ledger_has_it()
    {
        await using var stage = await PumpStage.SetAsync(("Sending:HoldSeconds", "0"));
        stage.Upstream.Says("/v1/message/send", """{"id":1,"status":"sent"}""");
        await HostileRun.TryAsync(async i =>
        {
            var now = DateTimeOffset.UtcNow;
            var confirmed = SendRules.Confirm(Form(i), Facts, SendTicket.New(now), now);
            if (confirmed.Send is not { } send)
            {
                Assert.Contains(confirmed.Problems, problem => problem.Weight == ProblemWeight.Refused && problem.Sentence.Length > 0);
                return;
            }
            var answer = await stage.Test.Get<Ledger>().ConfirmAsync(stage.Actor, send with { Repeating = long.MaxValue, DueAt = null, TypedName = send.NameToType });
            var stored = Assert.IsType<ConfirmAnswer.Stored>(answer);
            await stage.CarryAsync();
            var row = await stage.SendAsync(stored.SendId);
            Assert.Equal(SendState.Accepted, row.State);
            Assert.Contains(row.LocalId, stage.Upstream.Requests[^1].Body, StringComparison.Ordinal);
        });
    }

    /// <summary>A form that could be sent, with something else in about two of its fields.</summary>
    private static SendForm Form(int seed)
    {
        var text = new HostileText(seed);
        string? Or(string? usual) => text.OneIn(5) ? text.Next() : usual;
        var kind = (SendKind)text.Below(4);
        return new SendForm
        {
            Kind = kind,
            InboxId = text.OneIn(20) ? long.MaxValue : 413,
            SenderId = text.OneIn(20) ? -1 : 12,
            Target = text.OneIn(6) ? (SendTarget)text.Below(3) : SendTarget.Number,
            PhoneNumber = Or("+1 510 555 0142"),
            ConversationId = Or("9920"),
            Numbers = [.. Enumerable.Range(0, text.Below(text.OneIn(10) ? 60 : 4)).Select(n => Or($"1510555{1000 + n}")!)],
            ListId = Or("3310"),
            SurveyId = Or("61"),
            UseTemplate = text.OneIn(4),
            TemplateId = Or("5207"),
            Text = text.OneIn(2) ? text.Next() : "Hi",
            MediaUrl = text.OneIn(4) ? text.Next() : null,
            Private = text.OneIn(5),
            Author = text.OneIn(4) ? text.Next() : null,
        };
    }
}
