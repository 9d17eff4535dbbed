using System.Globalization;
using System.Text.Json;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Tests.Pump;
using Microsoft.AspNetCore.Http;

namespace HeymarketPortal.Tests.Heymarket;

/// <summary>Whoever concludes from these reads that a text never arrived must have seen every message of the span.</summary>
public class MessageReadsTests
{
    [Fact]
    public async Task Pages_that_are_shorter_than_asked_for_are_not_taken_for_the_last()
    {
        await using var stage = await PumpStage.SetAsync();
        var start = stage.Test.Time.GetUtcNow();
        stage.Upstream.Answers["/v1/messages/all"] = async http =>
        {
            using var document = JsonDocument.Parse(stage.Upstream.Requests[^1].Body);
            var asked = document.RootElement;
            var (at, ascending) = (asked.GetProperty("created_at").GetDateTimeOffset(), asked.GetProperty("ascending").GetBoolean());
            var all = Enumerable.Range(1, 250).Select(i => (Id: i, At: start.AddSeconds(-i)));
            var page = ascending ? all.Where(m => m.At >= at).OrderBy(m => m.At) : all.Where(m => m.At <= at).OrderByDescending(m => m.At);
            await http.Response.WriteAsync(Json(page.Take(100)));
        };

        var read = await stage.Test.Get<HeymarketReads>().MessagesAsync(stage.Team.Id, start.AddMinutes(-10));

        var span = read.ValueOrDefault!;
        Assert.Equal((true, 250), (span.Whole, span.Messages.Count));
    }

    [Fact]
    public async Task Messages_of_one_second_on_two_pages_are_all_seen()
    {
        await using var stage = await PumpStage.SetAsync();
        var start = stage.Test.Time.GetUtcNow();
        stage.Upstream.Answers["/v1/messages"] = http =>
        {
            var before = http.Request.Query.TryGetValue("timestamp", out var asked) ? long.Parse(asked!, CultureInfo.InvariantCulture) : long.MaxValue;
            var all = Enumerable.Range(1, 60).Select(i => (Id: i, At: start.AddSeconds(-Math.Min(i, 45))));
            return http.Response.WriteAsync(Json(all.Where(m => m.At.ToUnixTimeSeconds() < before).Take(50)));
        };

        var read = await stage.Test.Get<HeymarketReads>().MessagesAsync(stage.Team.Id, 413, "15105550142", start.AddMinutes(-10));

        var span = read.ValueOrDefault!;
        Assert.Equal((true, 60), (span.Whole, span.Messages.Count));
    }

    [Fact]
    public async Task A_full_page_with_a_row_that_cannot_be_read_is_not_taken_for_the_last()
    {
        await using var stage = await PumpStage.SetAsync();
        var start = stage.Test.Time.GetUtcNow();
        stage.Upstream.Answers["/v1/messages"] = http =>
        {
            var before = http.Request.Query.TryGetValue("timestamp", out var asked) ? long.Parse(asked!, CultureInfo.InvariantCulture) : long.MaxValue;
            var page = Enumerable.Range(1, 70).Select(i => (Id: i, At: start.AddSeconds(-i))).Where(m => m.At.ToUnixTimeSeconds() < before).Take(50);
            return http.Response.WriteAsync(Json(page).Replace("\"id\":7,", "\"id\":\"b7f1\",", StringComparison.Ordinal));
        };

        var span = (await stage.Test.Get<HeymarketReads>().MessagesAsync(stage.Team.Id, 413, "15105550142", start.AddMinutes(-10))).ValueOrDefault!;

        Assert.Equal((69, 2), (span.Messages.Count, stage.Upstream.Requests.Count(r => r.Target.StartsWith("/v1/messages?", StringComparison.Ordinal))));
        Assert.False(span.Whole);
    }

    [Theory]
    [InlineData("""{"id":"b7f1","local_id":"x"}""", false)]
    [InlineData("null", false)]
    [InlineData("""{"id":"7"}""", true)]
    public async Task The_absence_of_a_message_says_nothing_while_a_row_cannot_be_read(string row, bool whole)
    {
        await using var stage = await PumpStage.SetAsync();
        stage.Upstream.Says("/v1/messages", $"[{row}]");
        stage.Upstream.Says("/v1/messages/all", $"[{row}]");
        var (reads, since) = (stage.Test.Get<HeymarketReads>(), stage.Test.Time.GetUtcNow().AddMinutes(-10));

        Assert.Equal(whole, (await reads.MessagesAsync(stage.Team.Id, 413, "15105550142", since)).ValueOrDefault!.Whole);
        Assert.Equal(whole, (await reads.MessagesAsync(stage.Team.Id, since)).ValueOrDefault!.Whole);
    }

    private static string Json(IEnumerable<(int Id, DateTimeOffset At)> messages) => JsonSerializer.Serialize(
        messages.Select(m => new { id = m.Id, date = m.At.ToString("O", CultureInfo.InvariantCulture) }));
}
