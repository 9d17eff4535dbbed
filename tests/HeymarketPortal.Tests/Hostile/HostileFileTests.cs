using System.Text;
using HeymarketPortal.Heymarket.Wire;
using HeymarketPortal.Hosting;
using HeymarketPortal.Tests.Hooks;

namespace HeymarketPortal.Tests.Hostile;

/// <summary>What comes from outside as a file or a call: understood or refused, never more.</summary>
[Collection(HostileCollection.Name)]
public sealed class HostileFileTests
{
    private const string Line = """{"inbox_id":413,"creator_id":12,"phone_number":"15105550142","text":"Hi","media_url":"https://a.example/b.png","targets":["15105550142"],"list_id":1,"list_name":"x","private":true,"author":"Sam","template_id":5,"survey_id":6,"send_at":"2026-11-24T09:00:00-07:00"}""";

    [Fact]
    public Task A_line_of_a_file_is_understood_or_refused_in_words() => HostileRun.TryAsync(i =>
    {
        var (line, problem) = EnqueueLine.Read(Encoding.UTF8.GetString(new HostileJson(i, Line).Next()));
        Assert.True(line is null != problem is null);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task An_event_is_worked_off_whatever_it_says()
    {
        await using var stage = await HookStage.SetAsync();
        string[] samples = [HookStage.Sent("6b1e"), HookStage.OptOut(), HookStage.OptIn(), HookStage.Sent(await stage.LocalIdAsync(await stage.UnknownAsync()), "failed")];
        await HostileRun.TryAsync(async i =>
        {
            var body = Encoding.UTF8.GetString(new HostileJson(i, samples).Next());
            if (WireHooks.Read(body) is not null)
            {
                await stage.HearAsync(body);
            }
        });
    }
}
