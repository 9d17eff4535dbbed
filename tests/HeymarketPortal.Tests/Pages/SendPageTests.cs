using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.History;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pages;

public class SendPageTests : PageContext
{
    [Fact]
    public async Task An_attempt_shows_its_outcome_and_request_id()
    {
        var id = await AcceptedAsync();
        var attempt = await Test.ReadAsync(Team.Id, db => db.AttemptRows.SingleAsync());

        var page = Open<SendPage>("", ("Id", id));

        var shown = page.WaitForElement(".attempt").TextContent;
        Assert.Contains("Accepted", shown, StringComparison.Ordinal);
        Assert.Contains("HTTP 200", shown, StringComparison.Ordinal);
        Assert.NotNull(attempt.RequestId);
        Assert.Equal(attempt.RequestId, page.Find(".attempt [data-copy]").GetAttribute("data-copy"));
    }

    [Fact]
    public async Task The_request_is_shown_as_it_left_proven_by_the_hash_of_its_attempt()
    {
        var id = await AcceptedAsync("15105550142", "See \"you\" & <b>bye</b> 🎉");
        var (send, attempt) = await Test.ReadAsync(Team.Id, async db => (await db.Sends.SingleAsync(), await db.AttemptRows.SingleAsync()));

        var page = Open<SendPage>("", ("Id", id));

        var json = page.WaitForElement("pre[aria-label=Request]").TextContent;
        Assert.Equal(attempt.BodyHash, SendBody.HashOf(System.Text.Encoding.UTF8.GetBytes(json)));
        Assert.Contains($"\"local_id\":\"{send.LocalId}\"", json, StringComparison.Ordinal);
        Assert.Contains("byte for byte what left", page.Markup, StringComparison.Ordinal);

        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.Text, "Another")));
        Assert.Contains("it is not byte for byte what left", Open<SendPage>("", ("Id", id)).WaitForElement("#attempts ~ details").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_timeline_tells_what_happened_in_its_order()
    {
        var id = await AcceptedAsync();
        var later = Test.Time.GetUtcNow().AddMinutes(5);
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.Delivery, Delivery.Delivered).SetProperty(s => s.DeliveryAt, later)
            .SetProperty(s => s.CheckedAt, later.AddMinutes(5)).SetProperty(s => s.CheckNote, "It was there.").SetProperty(s => s.HeymarketDate, (DateTimeOffset?)null)));

        var moments = Open<SendPage>("", ("Id", id)).WaitForElements(".moments li");

        Assert.StartsWith("Confirmed by", moments[0].QuerySelector("b")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Request began", "Heymarket answered 200", "Accepted", "Delivered", "Last looked for at Heymarket"], moments.Skip(1).Select(moment => moment.QuerySelector("b")!.TextContent));
        Assert.Equal("It was there.", moments[^1].QuerySelector("span")!.TextContent);
    }

    [Fact]
    public async Task A_refusal_shows_Heymarkets_own_reason()
    {
        var id = await AcceptedAsync("15105550400");

        var page = Open<SendPage>("", ("Id", id));

        page.WaitForElement(".attempt");
        Assert.Contains("Rejected", page.Markup, StringComparison.Ordinal);
        Assert.Contains("(400)", page.Find(".attempt").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_came_without_an_id_is_not_told_as_one_that_did_not_come()
    {
        var id = await UnknownAsync();
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.Reason, "Heymarket answered without a message id.")));

        var page = Open<SendPage>("", ("Id", id));

        var told = page.WaitForElement("section[aria-labelledby=what]").TextContent;
        Assert.Contains("Heymarket answered without a message id.", told, StringComparison.Ordinal);
        Assert.Contains("The text may have arrived. Do not send it again; the portal is checking.", told, StringComparison.Ordinal);
        Assert.DoesNotContain("did not answer", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://app.heymarket.com/g/1", true)]
    [InlineData("https://heymarket.com/g/1", true)]
    [InlineData("http://app.heymarket.com/g/1", false)]
    [InlineData("https://heymarket.com.evil.example/g", false)]
    [InlineData("https://evilheymarket.com/g", false)]
    [InlineData("https://user@app.heymarket.com/g", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/sandbox/conversations/1", false)]
    public async Task A_gallery_address_is_a_link_only_on_an_allowed_host(string address, bool link)
    {
        var id = await AcceptedAsync();
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.GalleryUrl, address)));
        Access = Access with { Sandbox = false };

        var page = Open<SendPage>("", ("Id", id));

        page.WaitForElement(".attempt");
        Assert.Equal(link ? 1 : 0, page.FindAll("a.out").Count);
        if (!link)
        {
            Assert.Contains(address, page.Find(".facts").TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_send_of_another_team_is_no_send()
    {
        var id = await AcceptedAsync();
        var other = await Test.AddTeamAsync("bakery");
        Access = Access with { TeamId = other.Id };

        var page = Open<SendPage>("", ("Id", id));

        Assert.Contains("No such send", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_erased_says_so_and_is_not_composed_again()
    {
        var id = await AcceptedAsync(text: "See you at nine");
        await Test.Database.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.CheckAt, (DateTimeOffset?)null)));
        Test.Time.Advance(TimeSpan.FromDays(91));
        await Test.Get<Eraser>().RunAsync(Team.Id, 90);

        var page = Open<SendPage>("", ("Id", id));

        page.WaitForElement(".attempt");
        Assert.Contains("Erased after 91 days", page.Find(".said").TextContent, StringComparison.Ordinal);
        Assert.Contains("Number erased", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Accepted", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Compose again", page.Markup, StringComparison.Ordinal);
        var line = Open<HistoryPage>().WaitForElement("tbody tr").TextContent;
        Assert.Contains("Number erased", line, StringComparison.Ordinal);
        Assert.Contains("Erased after 91 days", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_send_and_the_one_that_repeats_it_lead_to_each_other()
    {
        var id = await AcceptedAsync("15105550400");
        var again = Assert.Single((await Test.Get<LedgerAgain>().SendAsync(Access.Actor, [id])).Sent);

        var page = Open<SendPage>("", ("Id", id));
        page.WaitForElement($".facts a[href='/t/{Team.Slug}/history/{again}']");
        Assert.Empty(page.FindAll("#checks"));

        page = Open<SendPage>("", ("Id", again));
        page.WaitForElement($".facts a[href='/t/{Team.Slug}/history/{id}']");
    }

    [Fact]
    public async Task An_accepted_text_is_looked_for_now_and_tells_of_its_delivery()
    {
        var id = await AcceptedAsync();
        var page = Open<SendPage>("", ("Id", id));
        Assert.Contains("DeliveryNot told yet", page.WaitForElement("section[aria-labelledby=checks]").TextContent, StringComparison.Ordinal);

        page.Find("section[aria-labelledby=checks] button").Click();
        page.WaitForAssertion(() => Assert.Contains("Looking now", page.Find("section[aria-labelledby=checks]").TextContent, StringComparison.Ordinal));
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.Delivery, HeymarketPortal.Sending.Delivery.OptedOut)));

        page = Open<SendPage>("", ("Id", id));
        Assert.Contains("DeliveryOpted out", page.WaitForElement("section[aria-labelledby=checks]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_is_offered_no_look()
    {
        var id = await AcceptedAsync();
        Access = Access with { Role = Role.Viewer };

        var page = Open<SendPage>("", ("Id", id));

        Assert.Empty(page.WaitForElement("section[aria-labelledby=checks]").QuerySelectorAll("button"));
    }
}
