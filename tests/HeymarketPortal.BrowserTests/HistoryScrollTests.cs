using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.History;
using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace HeymarketPortal.BrowserTests;

/// <summary>The history while somebody scrolls through it quickly. <c>HISTORY_ROWS=1000000</c> measures it at a million sends.</summary>
public sealed class HistoryScrollTests(BrowserRun run, SeededPortal portal) : PortalTest(run, portal), IClassFixture<SeededPortal>
{
    private static readonly int Stops = SeededPortal.Asked is null ? 3 : 20;

    // As fast as frames are drawn, most of a screen with each; then it stops, and the rows under it are waited for.
    private const string Scroll = """
        async ({ step, frames }) => {
          const frame = () => new Promise(requestAnimationFrame);
          const rows = () => [...document.querySelectorAll('[data-window] tr')];
          const idOf = row => Number(row.querySelector('a.row').href.split('/').pop());
          const shown = () => {
            const grid = document.querySelector('.gridbox').getBoundingClientRect();
            const ended = ![...document.querySelectorAll('.history [data-near]')].some(more => step > 0 ? more.closest('.under') : more.closest('.newer'));
            return step > 0 ? ended || grid.bottom >= innerHeight : ended || grid.top <= 0;
          };
          const seen = new Set(); let most = 0, disorder = 0;
          for (let at = 0; at < frames; at++) {
            scrollBy(0, step);
            await frame();
            const ids = rows().map(idOf);
            most = Math.max(most, ids.length);
            ids.forEach((id, place) => { seen.add(id); if (place > 0 && ids[place - 1] <= id) disorder++; });
          }
          const stopped = performance.now();
          while (!shown() && performance.now() - stopped < 10000) await frame();
          return { waited: performance.now() - stopped, most, disorder, seen: [...seen] };
        }
        """;

    private const string Reading = """
        () => { const row = [...document.querySelectorAll('[data-window] tr')].find(r => r.getBoundingClientRect().top >= 100); return `${row.querySelector('a.row').href} at ${Math.round(row.getBoundingClientRect().top)}`; }
        """;

    private string History => $"/t/{Filled.Largest.Slug}/history";
    private SeededPortal Filled => portal;

    [Fact]
    public async Task Scrolling_quickly_shows_every_row_in_order_in_a_window_of_five_hundred_and_asks_for_one_window_at_a_time()
    {
        await OpenAsync(History);
        Filled.Reads.Forget();
        List<Scrolled> down = [];
        for (var stop = 0; stop < Stops; stop++)
        {
            down.Add(await Page.EvaluateAsync<Scrolled>(Scroll, new { step = 600, frames = 60 }));
        }
        var up = await Page.EvaluateAsync<Scrolled>(Scroll, new { step = -600, frames = 60 });

        Assert.All([.. down, up], scrolled => Assert.Equal((0, true), (scrolled.Disorder, scrolled.Most <= HistoryWindow.Longest)));
        Assert.InRange(Filled.Reads.Most, 1, 1);
        var seen = down.SelectMany(scrolled => scrolled.Seen).Distinct().OrderDescending().ToList();
        Assert.InRange(seen.Count, HistoryWindow.Longest + 1, int.MaxValue);
        Assert.Equal(await NewestAsync(seen.Count), seen);
        var waited = down.Append(up).Select(scrolled => scrolled.Waited).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Filled.Rows:N0} sends: {seen.Count:N0} rows passed by; shown after stopping: half within {waited[waited.Count / 2]:0} ms, nine of ten within {waited[waited.Count * 9 / 10]:0} ms, all within {waited[^1]:0} ms"));
        Assert.InRange(waited[^1], 0, SeededPortal.Asked is null ? 5_000 : 200);
    }

    [Fact]
    public async Task A_newer_question_ends_the_one_before_it()
    {
        await OpenAsync(History);
        Filled.Reads.Forget();
        Filled.Reads.Slow = TimeSpan.FromMilliseconds(700);
        var state = Page.GetByRole(AriaRole.Combobox, new() { Name = "State", Exact = true });
        foreach (var choice in (SendState[])[SendState.Closed, SendState.Accepted, SendState.Cancelled, SendState.Rejected])
        {
            await state.SelectOptionAsync(choice.ToString());
            await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"state={choice}$"));
        }
        Filled.Reads.Slow = TimeSpan.Zero;

        await Expect(Page.Locator("[data-window] tr").First).ToContainTextAsync("Rejected");
        await Expect(Page.Locator("[data-window] tr").Filter(new() { HasNotText = "Rejected" })).ToHaveCountAsync(0);
        Assert.InRange(Filled.Reads.Ended, 1, 3);
        Assert.InRange(Filled.Reads.Most, 1, 2);
    }

    [Fact]
    public async Task What_comes_meanwhile_is_counted_and_moves_nothing_that_is_read()
    {
        await OpenAsync($"{History}?search=appointment");
        await Page.EvaluateAsync("() => scrollTo(0, 1600)");
        var read = await Page.EvaluateAsync<string>(Reading);

        await SendAsync("Your appointment is at noon.", 12);

        await Expect(Page.Button("12 new")).ToBeVisibleAsync();
        Assert.Equal(read, await Page.EvaluateAsync<string>(Reading));
        await Page.Button("12 new").ClickAsync();
        await Expect(Page.Locator("[data-window] tr").First).ToContainTextAsync("Your appointment is at noon.");
        await Expect(Page.Button("12 new")).ToHaveCountAsync(0);
        Assert.Equal(0, await Page.EvaluateAsync<int>("() => scrollY"));
    }

    private async Task OpenAsync(string path)
    {
        await GoAsync(path);
        await Expect(Page.Locator("[data-window] tr").First).ToBeVisibleAsync();
    }

    private Task<List<long>> NewestAsync(int count) => Filled.Get<Database>().ReadAsync(Filled.Largest.Id, db =>
        db.Sends.OrderByDescending(send => send.Id).Select(send => send.Id).Take(count).ToListAsync());

    private async Task SendAsync(string text, int count)
    {
        var now = Filled.Get<TimeProvider>().GetUtcNow();
        var sends = await Filled.Get<Database>().WriteAsync(Filled.Largest.Id, async db =>
        {
            var made = Enumerable.Range(0, count).Select(_ => new Send
            {
                TeamId = Filled.Largest.Id, State = SendState.Closed, StateAt = now, LocalId = Guid.CreateVersion7(now).ToString(), RequestId = Guid.NewGuid(), RateKey = "seed:1",
                PhoneNumber = "15105550142", Text = text, CreatedAt = now, DueAt = now, NotAfter = now,
            }).ToList();
            db.Sends.AddRange(made);
            await db.SaveChangesAsync();
            return made;
        });
        Filled.Get<SendChanges>().Tell(sends.Select(send => new SendChange(send.TeamId, send.Id, send.State)));
    }

    // The names of the script's answer.
    private sealed class Scrolled
    {
        public double Waited { get; set; }
        public int Most { get; set; }
        public int Disorder { get; set; }
        public long[] Seen { get; set; } = [];
    }
}
