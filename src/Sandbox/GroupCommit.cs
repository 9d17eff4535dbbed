using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Sandbox;

/// <summary>
/// The only writer of the sandbox's file. Writes that wait while the disk is busy share the next commit: one flush for
/// many sends, and still none is answered before it is durable.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private const int Most = 64;

    private readonly Channel<Write> writes = Channel.CreateUnbounded<Write>(new() { SingleReader = true });
    private readonly SqliteConnection connection;
    private readonly Task loop;

    /// <param name="connection">Open, and the writer's own from now on.</param>
    public GroupCommit(SqliteConnection connection)
    {
        this.connection = connection;
        loop = Task.Run(RunAsync);
    }

    public Task<T> DoAsync<T>(Func<SqliteConnection, T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T result = default!;
        var write = new Write(c => result = work(c), () => done.TrySetResult(result), e => done.TrySetException(e));
        if (!writes.Writer.TryWrite(write))
        {
            done.TrySetException(new ObjectDisposedException(nameof(GroupCommit)));
        }

        return done.Task;
    }

    /// <summary>Writes that were taken are still written.</summary>
    public void Dispose()
    {
        writes.Writer.TryComplete();
        loop.Wait();
        connection.Dispose();
    }

    private async Task RunAsync()
    {
        while (await writes.Reader.WaitToReadAsync())
        {
            var batch = new List<Write>();
            while (batch.Count < Most && writes.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            Commit(batch);
        }
    }

    private void Commit(List<Write> batch)
    {
        var good = new List<Write>();
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var write in batch)
            {
                transaction.Save("one");
                try
                {
                    write.Work(connection);
                    good.Add(write);
                }
                catch (SqliteException e)
                {
                    transaction.Rollback("one");
                    write.Fail(e);
                }
            }

            transaction.Commit();
        }
        catch (Exception e)
        {
            // Nothing of this batch is on the disk; a write that was told otherwise would be a lie.
            batch.ForEach(write => write.Fail(e));
            return;
        }

        good.ForEach(write => write.Succeed());
    }

    private sealed record Write(Action<SqliteConnection> Work, Action Succeed, Action<Exception> Fail);
}
