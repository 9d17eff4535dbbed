using HeymarketPortal.Sending;
using Microsoft.Extensions.Time.Testing;

namespace HeymarketPortal.Tests.Sending;

public sealed class SendChangesTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Two_thousand_changes_are_two_looks_of_a_page_and_none_is_lost()
    {
        var changes = new SendChanges(_time);
        var (looks, ids, last) = (0, new HashSet<long>(), new TaskCompletionSource());
        using var ear = changes.Follow(1, told =>
        {
            looks++;
            ids.UnionWith(told.Select(change => change.SendId));
            if (ids.Count == 2_000)
            {
                last.SetResult();
            }
            return Task.CompletedTask;
        });

        for (var id = 0; id < 2_000; id++)
        {
            changes.Tell(new SendChange(1, id, SendState.Sending));
        }
        while (!last.Task.IsCompleted)
        {
            _time.Advance(SendChanges.PageRest);
            await Task.WhenAny(last.Task, Task.Delay(5));
        }

        Assert.InRange(looks, 1, 2);
    }

    [Fact]
    public async Task The_first_change_is_told_at_once_and_a_look_is_never_joined_by_another()
    {
        var changes = new SendChanges(_time);
        var (begun, go, second) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource<int>());
        var inside = 0;
        using var ear = changes.Listen(1, async told =>
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            if (!begun.TrySetResult())
            {
                second.SetResult(told.Count);
            }
            await go.Task;
            Interlocked.Decrement(ref inside);
        });

        changes.Tell(new SendChange(1, 1, SendState.Queued));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20));
        changes.Tell(new SendChange(1, 1, SendState.Sending));
        changes.Tell(new SendChange(1, 1, SendState.Accepted));
        Assert.False(second.Task.IsCompleted);
        go.SetResult();

        Assert.Equal(2, await second.Task.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_look_that_fails_does_not_end_the_following_and_another_teams_changes_are_not_told()
    {
        var changes = new SendChanges(_time);
        var (calls, heard) = (0, new TaskCompletionSource<long>());
        var failed = new TaskCompletionSource();
        using var ear = changes.Listen(1, told =>
        {
            if (++calls == 1)
            {
                failed.SetResult();
                throw new InvalidOperationException("The page is gone.");
            }
            heard.SetResult(told[0].SendId);
            return Task.CompletedTask;
        });

        changes.Tell(new SendChange(1, 1, SendState.Queued));
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        changes.Tell(new SendChange(2, 2, SendState.Queued), new SendChange(1, 3, SendState.Queued));

        Assert.Equal(3, await heard.Task.WaitAsync(TimeSpan.FromSeconds(20)));
    }
}
