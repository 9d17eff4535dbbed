using System.Data.Common;
using System.Diagnostics;
using Bunit;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Pages.History;
using HeymarketPortal.Pages.Home;
using HeymarketPortal.Pages.Outbox;
using HeymarketPortal.Sending;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Pages;

/// <summary>Every page that shows a send follows it, told by the ledger; none asks the database by itself, however long it is open.</summary>
public class LivePagesTests : PageContext
{
    private readonly Reads _reads = new();

    protected override void Register(IServiceCollection services) =>
        services.ConfigureDbContext<PortalDbContext>(options => options.AddInterceptors(_reads));

    [Fact]
    public Task Home_follows() => FollowsAsync(_ => Open<HomePage>(), "1 Queued", "1 Accepted");

    [Fact]
    public Task The_outbox_follows() => FollowsAsync(_ => Open<OutboxPage>("?tab=waiting"), "Queued", "Nothing is waiting");

    [Fact]
    public Task The_history_follows() => FollowsAsync(_ => Open<HistoryPage>(), "Queued", "Accepted", HasChoices);

    [Fact]
    public Task The_page_of_a_send_follows() => FollowsAsync(id => Open<SendPage>("", ("Id", id)), "Queued", "Accepted");

    [Fact]
    public Task The_last_sends_of_compose_follow() => FollowsAsync(_ => Open<LastSends>(), "Queued", "Accepted");

    [Fact]
    public Task The_review_dialog_follows() => FollowsAsync(id => Open<SendFollow>("", ("SendId", id)), "Queued", "Accepted");

    [Fact]
    public async Task Two_thousand_changes_are_a_few_looks_and_a_few_drawings()
    {
        var ids = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await ConfirmAsync());
        }
        var (page, changes) = (Open<HistoryPage>(), Test.Get<SendChanges>());
        page.WaitForElement(".state-cell");
        page.WaitForAssertion(() => HasChoices(page));
        var (queries, drawings, clock) = (_reads.Count, 0, Stopwatch.StartNew());
        page.OnMarkupUpdated += (_, _) => drawings++;

        for (var i = 0; i < 2_000; i++)
        {
            changes.Tell(new SendChange(Team.Id, ids[i % ids.Count], SendState.Sending));
        }
        await Test.WriteAsync(Team.Id, db => db.Sends.ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Cancelled)));
        changes.Tell(ids.Select(id => new SendChange(Team.Id, id, SendState.Cancelled)));
        page.WaitForAssertion(() => Assert.All(page.FindAll(".state-cell"), cell => Assert.Contains("Cancelled", cell.TextContent, StringComparison.Ordinal)));

        var looks = 2 + (int)(clock.Elapsed / SendChanges.PageRest);
        Assert.InRange(_reads.Count - queries, 1, looks);
        // Each row tells of itself.
        Assert.InRange(drawings, 1, 2 * looks * ids.Count);
    }

    private async Task FollowsAsync<TPage>(Func<long, IRenderedComponent<TPage>> open, string before, string after, Action<IRenderedComponent<TPage>>? settled = null) where TPage : IComponent
    {
        var id = await ConfirmAsync();
        var page = open(id);
        page.WaitForAssertion(() => Assert.Contains(before, page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => settled?.Invoke(page));
        var reads = _reads.Count;
        for (var minute = 0; minute < 10; minute++)
        {
            Test.Time.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(reads, _reads.Count);

        await CarryAsync();

        page.WaitForAssertion(() => Assert.Contains(after, page.Markup, StringComparison.Ordinal));
    }

    // The last of what the history reads by itself: the accounts to choose from.
    private static void HasChoices(IRenderedComponent<HistoryPage> page) => Assert.Equal(2, page.FindAll(".filters select")[^1].QuerySelectorAll("option").Length);

    /// <summary>Counts the reads of pages: what EF asks.</summary>
    private sealed class Reads : DbCommandInterceptor
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return new(result);
        }
    }
}
