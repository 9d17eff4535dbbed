using CsCheck;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using Microsoft.Extensions.Time.Testing;

namespace HeymarketPortal.Tests.Heymarket;

public sealed class RequestBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    private RequestBudget Budget(int perMinute = 490) => new(new SendingOptions { RequestsPerMinute = perMinute }, _time);

    [Fact]
    public void It_is_empty_after_a_start_and_never_holds_more_than_two()
    {
        var budget = Budget();
        var first = budget.TakeAsync("a", BudgetUse.Send);
        Assert.False(first.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(123));
        Assert.True(first.IsCompletedSuccessfully);

        _time.Advance(TimeSpan.FromMinutes(10));
        var three = Enumerable.Range(0, 3).Select(_ => budget.TakeAsync("a", BudgetUse.Send)).ToList();
        Assert.Equal([true, true, false], three.Select(t => t.IsCompleted));
    }

    [Fact]
    public void Reads_go_before_sends_and_each_in_the_order_they_came()
    {
        var budget = Budget(60);
        Task[] turns =
        [
            budget.TakeAsync("a", BudgetUse.Send), budget.TakeAsync("a", BudgetUse.Send),
            budget.TakeAsync("a", BudgetUse.Read), budget.TakeAsync("a", BudgetUse.Read),
        ];
        List<int> order = [];
        for (var second = 0; second < 4; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            order.Add(Array.FindIndex(turns, t => t.IsCompleted && !order.Contains(Array.IndexOf(turns, t))));
        }
        Assert.Equal([2, 3, 0, 1], order);
    }

    [Fact]
    public void A_key_that_waits_delays_no_other()
    {
        var budget = Budget(60);
        _time.Advance(TimeSpan.FromSeconds(10));
        var busy = Enumerable.Range(0, 50).Select(_ => budget.TakeAsync("busy", BudgetUse.Send)).ToList();
        Assert.Equal(2, busy.Count(t => t.IsCompleted));
        Assert.True(budget.TakeAsync("calm", BudgetUse.Send).IsCompleted);
    }

    [Fact]
    public void Who_gives_up_waiting_takes_nothing_and_holds_up_nobody()
    {
        var budget = Budget(60);
        using var stop = new CancellationTokenSource();
        var (leaver, stayer) = (budget.TakeAsync("a", BudgetUse.Send, stop.Token), budget.TakeAsync("a", BudgetUse.Send));
        stop.Cancel();
        Assert.True(leaver.IsCanceled);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(stayer.IsCompletedSuccessfully);
        Assert.True(budget.TakeAsync("a", BudgetUse.Send, stop.Token).IsCanceled);
        Assert.Equal(1, budget.UsedInLastMinute("a"));
    }

    [Fact]
    public void The_meter_counts_the_last_minute()
    {
        var budget = Budget(60);
        Assert.Equal(0, budget.UsedInLastMinute("a"));
        _time.Advance(TimeSpan.FromSeconds(5));
        _ = budget.TakeAsync("a", BudgetUse.Send);
        _time.Advance(TimeSpan.FromSeconds(59));
        _ = budget.TakeAsync("a", BudgetUse.Read);
        Assert.Equal(2, budget.UsedInLastMinute("a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, budget.UsedInLastMinute("a"));
    }

    [Fact]
    public void Zero_means_no_limit()
    {
        var budget = Budget(0);
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(budget.TakeAsync("a", BudgetUse.Send).IsCompleted));
    }

    [Fact]
    public void No_window_of_sixty_seconds_ever_holds_more_than_492_requests() =>
        Gen.Select(Gen.Int[1, 2_000], Gen.Int[0, 24]).Array[100, 300].Sample(steps =>
        {
            var time = new FakeTimeProvider();
            var budget = new RequestBudget(new SendingOptions(), time);
            List<Task> waiting = [];
            List<(DateTimeOffset At, int Count)> granted = [];
            foreach (var (milliseconds, wanted) in steps)
            {
                for (var i = 0; i < wanted; i++)
                {
                    waiting.Add(budget.TakeAsync("a", i % 7 == 0 ? BudgetUse.Read : BudgetUse.Send));
                }
                Settle();
                time.Advance(TimeSpan.FromMilliseconds(milliseconds));
                Settle();
            }
            var worst = granted.Max(end => granted.Where(g => g.At > end.At.AddMinutes(-1) && g.At <= end.At).Sum(g => g.Count));
            return worst <= 492;

            void Settle() => granted.Add((time.GetUtcNow(), waiting.RemoveAll(t => t.IsCompleted)));
        }, iter: 20);

    [Fact]
    public void Whoever_has_enough_to_do_gets_nearly_all_of_it()
    {
        var budget = Budget();
        var waiting = Enumerable.Range(0, 2_000).Select(_ => budget.TakeAsync("a", BudgetUse.Send)).ToList();
        for (var i = 0; i < 2 * 60 * 100; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }
        Assert.InRange(waiting.Count(t => t.IsCompleted), 940, 982);
    }
}
