using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>What people, customers and attackers put into a text is shown as it is, and found; a test fails besides when a script of theirs runs.</summary>
public sealed class HostileSendTests(BrowserRun run) : PortalTest(run, null)
{
    private const long FirstId = long.MaxValue - 100;

    [Fact]
    public async Task Grid_details_and_search_show_what_was_sent_as_it_is()
    {
        var texts = HostileTexts.All.Where(text => text.Trim().Length > 0).ToArray();
        var ids = await AddAsync(texts);
        await GoAsync($"{Team}/history");
        var messages = Page.Locator(".grid tbody td.c bdi");
        await Expect(messages).ToHaveCountAsync(texts.Length);

        Assert.Equal(texts.Reverse(), await messages.EvaluateAllAsync<string[]>("all => all.map(one => one.textContent)"));
        Assert.Equal(texts.Select((_, i) => $"{FirstId + i}").Reverse(), await Page.Locator(".grid tbody td.num").AllInnerTextsAsync());
        Assert.Equal(0, await Page.GetByRole(AriaRole.Main).Locator("script, img, a[href^='javascript']").CountAsync());

        for (var i = 0; i < texts.Length; i += 7)
        {
            await GoAsync($"{Team}/history/{ids[i]}");
            var quote = Page.Locator(".quote");
            await Expect(quote).ToHaveCountAsync(1);
            Assert.Equal(texts[i], await quote.EvaluateAsync<string>("one => one.textContent"));
            await Expect(Page.GetByText($"{FirstId + i}", new() { Exact = true })).ToBeVisibleAsync();
        }

        await GoAsync($"{Team}/history?search={FirstId + 3}");
        await Expect(messages).ToHaveCountAsync(1);
        await GoAsync($"{Team}/history?search={Uri.EscapeDataString("عالم OR \" NEAR( שלום")}");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing matches" })).ToBeVisibleAsync();
        await GoAsync($"{Team}/history?search={Uri.EscapeDataString("שלום")}");
        await Expect(messages).ToHaveCountAsync(1);
    }

    private async Task<List<long>> AddAsync(string[] texts)
    {
        var team = await Portal.Get<Database>().ReadAsync(null, db => db.Teams.Select(t => t.Id).SingleAsync());
        var at = DateTimeOffset.UtcNow.AddHours(-1);
        var sends = await Portal.Get<Database>().WriteAsync(team, db =>
        {
            var all = texts.Select((text, i) => new Send
            {
                TeamId = team, State = SendState.Accepted, StateAt = at, LocalId = Guid.CreateVersion7().ToString(), RequestId = Guid.NewGuid(), RateKey = "hostile",
                InboxId = long.MaxValue, InboxName = text, SenderId = 2, SenderName = text, AccountName = text, PhoneNumber = "15105550142", Text = text,
                MessageId = FirstId + i, Attempts = 1, CreatedAt = at.AddSeconds(i), DueAt = at, NotAfter = at.AddHours(1),
            }).ToList();
            db.Sends.AddRange(all);
            return Task.FromResult(all);
        });
        return sends.ConvertAll(send => send.Id);
    }
}
