using System.Text;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sandbox;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Heymarket;

/// <summary>The client and the sandbox were written from the same contract by different readers: here they meet.</summary>
public sealed class AgainstTheSandboxTests
{
    public static TheoryData<ApiKeyCredentials> Keys =>
    [
        new ApiKeyCredentials.Static(SandboxHost.Key),
        new ApiKeyCredentials.Secret(SandboxKeys.SampleSecretId, SandboxKeys.SecretKeyFor(SandboxKeys.SampleSecretId)),
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task A_key_is_verified_its_account_read_and_a_text_accepted(ApiKeyCredentials key)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await using var stage = await StageAsync(sandbox);
        var works = Assert.IsType<Verification.Works>(await stage.Probe.VerifyAsync(key, sandbox: true));
        var (team, keyId) = await stage.AddTeamAsync(key, sandbox: true, rateKey: works.Facts.RateKey);

        var inboxes = Assert.IsType<Answer<IReadOnlyList<Inbox>>.Read>(await stage.Reads.InboxesAsync(team.Id)).Value;
        var people = Assert.IsType<Answer<IReadOnlyList<Person>>.Read>(await stage.Reads.PeopleAsync(team.Id)).Value;
        Assert.Equal(works.Inboxes, inboxes.Count);
        Assert.Contains(inboxes, i => i.TollFree);
        Assert.All(inboxes.SelectMany(i => i.MemberIds), id => Assert.Contains(people, p => p.Id == id));

        var content = new SendContent(SendKind.Individual, inboxes[0].Id, inboxes[0].MemberIds[0]) { PhoneNumber = "15105550177", Text = "See you Tuesday." };
        var localId = Guid.NewGuid().ToString();
        var seen = await stage.Sender.SendAsync(HeymarketStage.ClaimOf(keyId, Encoding.UTF8.GetString(SendBody.Of(content, localId)), sandbox: true), default);
        Assert.NotNull(seen.RequestId);
        Assert.NotNull(seen.Receipt!.Date);

        var messages = Assert.IsType<Answer<MessageSpan>.Read>(await stage.Reads.MessagesAsync(team.Id, inboxes[0].Id, "15105550177", DateTimeOffset.UnixEpoch)).Value.Messages;
        Assert.Contains(messages, m => m.Id == seen.Receipt.Id && m.LocalId == localId && m.Text == "See you Tuesday.");
    }

    [Fact]
    public async Task Lists_templates_surveys_and_a_conversation_are_read_to_their_ends()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await using var stage = await StageAsync(sandbox);
        var (team, _) = await stage.AddTeamAsync(new ApiKeyCredentials.Static(SandboxHost.Key), sandbox: true);

        var lists = Assert.IsType<Answer<IReadOnlyList<ContactList>>.Read>(await stage.Reads.ListsAsync(team.Id)).Value;
        Assert.Equal((34, 34, 24), (lists.Count, lists.DistinctBy(l => l.Id).Count(), lists.Count(l => l.Archived)));
        var listSize = Assert.IsType<Answer<HeymarketTeam>.Read>(await stage.Reads.TeamAsync(team.Id)).Value.ListSize;
        Assert.Equal((4000, 4000), (lists.Single(l => l.Size > listSize).Size, lists.Single(l => l.Size > listSize).Numbers.Count));
        Assert.Equal(0, lists.Single(l => l.Name == "Nobody yet").Size);
        var reminders = lists.Single(l => l.Name == "April Reminders");
        Assert.Equal(reminders.Numbers, Assert.IsType<Answer<ContactList>.Read>(await stage.Reads.ListAsync(team.Id, reminders.Id)).Value.Numbers);

        var templates = Assert.IsType<Answer<IReadOnlyList<Template>>.Read>(await stage.Reads.TemplatesAsync(team.Id)).Value;
        Assert.Equal((38, 1), (templates.Count, templates.Count(t => t.Archived)));
        Assert.Equal(["https://cdn.example.com/directions.png"], templates.Single(t => t.Name == "Directions").MediaUrls);

        var surveys = Assert.IsType<Answer<IReadOnlyList<Survey>>.Read>(await stage.Reads.SurveysAsync(team.Id)).Value;
        Assert.Equal(["csat", "csat", "nps"], surveys.Select(s => s.Type).Order());
        Assert.Equal(["plan", "visit_date"], Assert.IsType<Answer<IReadOnlyList<string>>.Read>(await stage.Reads.ContactFieldsAsync(team.Id)).Value);

        var chat = (long)(await (await sandbox.PostAsync("/v1/messages/all", new { })).JsonAsync())[0]!["conversation"]!["id"]!;
        var conversation = Assert.IsType<Answer<Conversation>.Read>(await stage.Reads.ConversationAsync(team.Id, chat)).Value;
        Assert.Equal(conversation.PhoneNumber, Assert.Single(conversation.Targets));
        Assert.Equal(ReadFailure.NotFound, Assert.IsType<Answer<Conversation>.Failed>(await stage.Reads.ConversationAsync(team.Id, 5)).Kind);
    }

    [Fact]
    public async Task A_sandbox_whose_lists_cannot_be_read_says_so()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        sandbox.Switches = new() { ServeLists = false };
        await using var stage = await StageAsync(sandbox);
        var (team, _) = await stage.AddTeamAsync(new ApiKeyCredentials.Static(SandboxHost.Key), sandbox: true);
        Assert.Equal(ReadFailure.NoSuchCall, Assert.IsType<Answer<IReadOnlyList<ContactList>>.Failed>(await stage.Reads.ListsAsync(team.Id)).Kind);
        Assert.Equal(38, Assert.IsType<Answer<IReadOnlyList<Template>>.Read>(await stage.Reads.TemplatesAsync(team.Id)).Value.Count);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_in_words()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await using var stage = await StageAsync(sandbox);
        var failed = Assert.IsType<Verification.Failed>(await stage.Probe.VerifyAsync(new ApiKeyCredentials.Static("wrong"), sandbox: true));
        Assert.Equal((ReadFailure.KeyRefused, 401), (failed.Kind, failed.Status));
    }

    [Theory]
    [InlineData("15105550400", typeof(Outcome.Rejected))]
    [InlineData("15105550401", typeof(Outcome.Doubted))]
    [InlineData("15105550403", typeof(Outcome.Doubted))]
    [InlineData("15105550429", typeof(Outcome.NotSent))]
    [InlineData("15105550500", typeof(Outcome.Unknown))]
    [InlineData("15105550503", typeof(Outcome.Unknown))]
    [InlineData("15105550901", typeof(Outcome.Unknown))]
    [InlineData("15105550902", typeof(Outcome.Unknown))]
    [InlineData("15105550903", typeof(Outcome.Unknown))]
    public async Task Each_number_that_acts_out_a_fault_is_judged_right(string number, Type outcome)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        // Short only for the one that hangs: the rest must not fail because a machine is busy.
        await using var stage = await StageAsync(sandbox, TimeProvider.System, ("Heymarket:WholeSeconds", number.EndsWith("0903", StringComparison.Ordinal) ? "5" : "30"));
        var (team, key) = await stage.AddTeamAsync(new ApiKeyCredentials.Static(SandboxHost.Key), sandbox: true);
        var inbox = Assert.IsType<Answer<IReadOnlyList<Inbox>>.Read>(await stage.Reads.InboxesAsync(team.Id)).Value[0];
        var content = new SendContent(SendKind.Individual, inbox.Id, inbox.MemberIds[0]) { PhoneNumber = number, Text = "Hi" };
        var seen = await stage.Sender.SendAsync(HeymarketStage.ClaimOf(
            key, Encoding.UTF8.GetString(SendBody.Of(content, Guid.NewGuid().ToString())), sandbox: true), default);
        Assert.Equal(outcome, AnswerMeaning.Of(seen).GetType());
    }

    // Both read the same clock, or tokens would look old.
    private static async Task<HeymarketStage> StageAsync(SandboxHost sandbox, TimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        var stage = await HeymarketStage.SetAsync(new("http://heymarket.invalid"), clock ?? sandbox.Time, settings);
        stage.Data.Get<SandboxAddress>().Value = new Uri(sandbox.Address, "/sandbox/heymarket");
        return stage;
    }
}
