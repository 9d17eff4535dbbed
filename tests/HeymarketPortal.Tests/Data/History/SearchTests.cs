using HeymarketPortal.Data;
using HeymarketPortal.Pages.History;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Data.History;

public sealed class SearchTests
{
    [Theory]
    [InlineData("15105550142")]
    [InlineData("+1 (510) 555-0142")]
    [InlineData("510.555.0142")]
    [InlineData("555-0142")]
    [InlineData("0142")]
    [InlineData("510 555")]
    [InlineData("001 510 555 0142")]
    public async Task A_number_is_found_by_its_beginning_or_end_however_it_is_written(string typed)
    {
        await using var stage = await HistoryStage.MakeAsync();
        var id = await stage.AddAsync(s => s.PhoneNumber = "15105550142");
        await stage.AddAsync(s => s.PhoneNumber = "14155559876");

        Assert.Equal([id], await stage.FindAsync(typed));
    }

    [Fact]
    public async Task A_number_is_found_inside_groups_lists_as_they_were_and_conversations()
    {
        await using var stage = await HistoryStage.MakeAsync();
        var group = await stage.AddAsync(s => s.Targets = ["14155550001", "15105550142"]);
        var list = await stage.AddAsync(s => (s.ListId, s.ListName, s.ListNumbers) = (3310, "April Reminders", ["447911123456", "15105550142"]));
        var conversation = await stage.AddAsync(s => (s.ConversationId, s.ConversationNumber) = (70_001, "15105550142"));
        await stage.AddAsync(s => s.PhoneNumber = "15105550143");

        Assert.Equal([conversation, list, group], await stage.FindAsync("(510) 555-0142"));
        Assert.Equal([list], await stage.FindAsync("+44 (0)7911 123456"));
        Assert.Equal([list], await stage.FindAsync("april"));
        Assert.Equal([conversation], await stage.FindAsync("70001"));
    }

    [Theory]
    [InlineData("umbrella")]
    [InlineData("UMBR")]
    [InlineData("cafe")]
    [InlineData("Café umbrella")]
    [InlineData("see you, café!")]
    [InlineData("cafe\u0301")]
    [InlineData("\"umbrella\"")]
    [InlineData("umbrella*")]
    [InlineData("umbrella 🎉")]
    [InlineData("שלום")]
    [InlineData("नमस्ते")]
    public async Task Words_are_found_by_their_beginning_in_any_case_and_without_accents(string typed)
    {
        await using var stage = await HistoryStage.MakeAsync();
        var id = await stage.AddAsync(s => s.Text = "See you at the Café 🎉, bring an Umbrella. שלום नमस्ते <b>AND</b>");
        await stage.AddAsync(s => s.Text = "Something else");

        Assert.Equal([id], await stage.FindAsync(typed));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("%")]
    [InlineData("Belongs:t1")]
    [InlineData("see NEAR(you, 2)")]
    [InlineData("see OR nothinglikeit")]
    [InlineData("-see ^you {a b}: (")]
    [InlineData("'; DROP TABLE Sends; --")]
    [InlineData("🎉")]
    [InlineData("{0} {1} ? #")]
    public async Task What_is_typed_is_text_and_never_a_query(string typed)
    {
        await using var stage = await HistoryStage.MakeAsync();
        await stage.AddAsync(s => s.Text = "See you");

        Assert.Empty(await stage.FindAsync(typed));
        Assert.Single(await stage.FindAsync("see"));
    }

    [Fact]
    public async Task Whatever_anybody_types_gets_an_answer()
    {
        await using var stage = await HistoryStage.MakeAsync();
        await stage.AddAsync(s => s.Text = "See you");
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var typed = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(4) switch
            {
                0 => $"{(char)random.Next(32, 127)}",
                1 => $"{(char)random.Next(0xA0, 0xD7FF)}",
                2 => char.ConvertFromUtf32(random.Next(0x1F300, 0x1FAFF)),
                _ => " ",
            }));
            await stage.FindAsync(typed);
        }
        await stage.FindAsync(new string('x', 20_000));
        await stage.FindAsync(string.Join(' ', Enumerable.Range(0, 2_000).Select(n => $"word{n}")));
    }

    [Fact]
    public async Task Ids_find_their_send_whole_beside_what_else_has_these_digits()
    {
        await using var stage = await HistoryStage.MakeAsync();
        var number = await stage.AddAsync(s => s.PhoneNumber = "15105550142");
        var message = await stage.AddAsync(s => s.MessageId = 5_550_142);
        var largest = await stage.AddAsync(s => (s.MessageId, s.FoundConversationId) = (long.MaxValue, 88));
        await stage.AddAttemptAsync(largest, "req_Ab-7c");
        var localId = (await stage.Test.ReadAsync(stage.Team.Id, db => db.Sends.SingleAsync(s => s.Id == number))).LocalId;

        Assert.Equal([message, number], await stage.FindAsync("5550142"));
        Assert.Equal([largest], await stage.FindAsync("9223372036854775807"));
        Assert.Equal([largest], await stage.FindAsync(" req_Ab-7c "));
        Assert.Equal([largest], await stage.FindAsync("88"));
        Assert.Equal([number], await stage.FindAsync(localId.ToUpperInvariant()));
        Assert.Empty(await stage.FindAsync(new SendFilter { Search = "9223372036854775807", State = SendState.Unknown }));
    }

    [Fact]
    public async Task A_team_finds_its_own_sends_only()
    {
        await using var stage = await HistoryStage.MakeAsync(services => services.AddSingleton<HistoryQueries>());
        var mine = await stage.AddAsync(s => (s.Text, s.PhoneNumber, s.MessageId) = ("Umbrella", "15105550142", 42));
        var theirs = await stage.AddAsync(stage.Other.Id, s => (s.Text, s.PhoneNumber, s.MessageId, s.FoundConversationId) = ("Umbrella", "15105550142", 42, 43));
        var localId = (await stage.Test.ReadAsync(stage.Other.Id, db => db.Sends.SingleAsync())).LocalId;

        foreach (var search in (string[])["umbrella", "umb", "0142", "42", "5105550142"])
        {
            Assert.Equal([mine], await stage.FindAsync(search));
            Assert.Equal([theirs], await stage.FindAsync(search, stage.Other.Id));
        }
        Assert.Empty(await stage.FindAsync(localId));
        Assert.Empty(await stage.FindAsync("43"));
        // The rows themselves are bound to the team once more: ids of another one give nothing.
        Assert.Empty(await stage.Test.Get<HistoryQueries>().LinesAsync(stage.Team.Id, [theirs], default));
    }

    [Fact]
    public async Task What_is_changed_erased_or_removed_is_forgotten_by_the_search_and_leaves_the_file()
    {
        await using var stage = await HistoryStage.MakeAsync();
        var id = await stage.AddAsync(s => (s.Text, s.PhoneNumber) = ("Xylophonists rehearse", "15105550142"));
        await stage.AddAsync(s => s.Text = "Stays");

        await stage.Test.WriteAsync(stage.Team.Id, db => db.Sends.Where(s => s.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.Text, (string?)null).SetProperty(s => s.PhoneNumber, (string?)null)));

        Assert.Empty(await stage.FindAsync("xylophonists"));
        Assert.Empty(await stage.FindAsync("0142"));
        Assert.Single(await stage.FindAsync("stays"));
        await stage.Test.ReadAsync(null, db => db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)"));
        var file = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(stage.Test.Path));
        Assert.Contains("stays", file, StringComparison.Ordinal);
        Assert.DoesNotContain("ylophonists", file, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("2410555015", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_send_that_is_rolled_back_leaves_nothing_to_find()
    {
        await using var stage = await HistoryStage.MakeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => stage.Test.WriteAsync<int>(stage.Team.Id, async db =>
        {
            var now = stage.Test.Time.GetUtcNow();
            db.Sends.Add(new Send { TeamId = stage.Team.Id, LocalId = "l", RateKey = "r", Text = "Umbrella", CreatedAt = now, DueAt = now, NotAfter = now });
            await db.SaveChangesAsync();
            throw new InvalidOperationException();
        }));

        Assert.Equal(0, await stage.Test.ReadAsync(null, db => db.Database.SqlQueryRaw<int>("""SELECT count(*) AS "Value" FROM "SendTerms" """).SingleAsync()));
    }
}
