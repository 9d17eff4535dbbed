using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>
/// Lets small writes that come at the same time share one transaction, and with it one wait for the disk: each is as durable as if it
/// had been alone. One connection of its own with prepared statements; beside it every other write still takes its turn at the gate.
/// </summary>
public sealed class GroupCommit(IDbContextFactory<PortalDbContext> contexts, WriteGate gate) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private List<Work> _waiting = [];
    private bool _running;
    private PortalDbContext? _context;
    private SqlDesk? _desk;

    /// <summary>Runs a write and returns when it is on disk. It must not wait for anything but the database.</summary>
    public Task<T> WriteAsync<T>(Func<SqlDesk, T> write)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = new Work(
            desk =>
            {
                var result = write(desk);
                return () => done.TrySetResult(result);
            },
            failed => done.TrySetException(failed));
        lock (_lock)
        {
            _waiting.Add(work);
            if (_running)
            {
                return done.Task;
            }
            _running = true;
        }
        _ = Task.Run(DrainAsync);
        return done.Task;
    }

    private async Task DrainAsync()
    {
        try
        {
            await WorkOffAsync();
        }
#pragma warning disable CA1031 // Nobody awaits this: who waits for a write must hear of it, and the next one must start anew.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            List<Work> left;
            lock (_lock)
            {
                (left, _waiting, _running) = (_waiting, [], false);
            }
            left.ForEach(work => work.Fail(failed));
        }
    }

    private async Task WorkOffAsync()
    {
        while (true)
        {
            using var entered = await gate.EnterAsync();
            List<Work> batch;
            lock (_lock)
            {
                (batch, _waiting) = (_waiting, []);
                if (batch.Count == 0)
                {
                    _running = false;
                    return;
                }
            }
            if (!TryCommit(batch, out var failed))
            {
                // One bad write must not take the others along: each on its own tells which it was.
                foreach (var work in batch)
                {
                    if (batch.Count == 1 || !TryCommit([work], out failed))
                    {
                        work.Fail(failed!);
                    }
                }
            }
        }
    }

    private bool TryCommit(List<Work> batch, out Exception? failed)
    {
        try
        {
            var desk = Desk();
            List<Action> answers = [];
            using (var transaction = desk.Begin())
            {
                answers.AddRange(batch.Select(work => work.Run(desk)));
                transaction.Commit();
            }
            answers.ForEach(answer => answer());
            failed = null;
            return true;
        }
#pragma warning disable CA1031 // Handed to whoever asked for the write.
        catch (Exception reason)
#pragma warning restore CA1031
        {
            failed = reason;
            Close();
            return false;
        }
    }

    private SqlDesk Desk()
    {
        if (_desk is null)
        {
            _context = contexts.CreateDbContext();
            _context.Database.OpenConnection();
            _desk = new SqlDesk(_context.Database.GetDbConnection());
        }
        return _desk;
    }

    private void Close()
    {
        var (desk, context) = (_desk, _context);
        (_desk, _context) = (null, null);
        desk?.Dispose();
        context?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        using var entered = await gate.EnterAsync();
        Close();
    }

    private sealed record Work(Func<SqlDesk, Action> Run, Action<Exception> Fail);
}

/// <summary>Prepared statements on one connection, inside one transaction at a time.</summary>
public sealed class SqlDesk(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _prepared = [];
    private DbTransaction? _transaction;

    internal DbTransaction Begin() => _transaction = connection.BeginTransaction();

    /// <summary>Binds values to a statement's <c>@names</c>, in the order they are given.</summary>
    public int Execute(string sql, params (string Name, object? Value)[] values) => Bind(sql, values).ExecuteNonQuery();

    /// <inheritdoc cref="Execute"/>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] values)
    {
        List<T> rows = [];
        using var reader = Bind(sql, values).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }
        return rows;
    }

    private DbCommand Bind(string sql, (string Name, object? Value)[] values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is written in our own code; values are always bound.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, _) in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }
            _prepared[sql] = command;
        }
        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        }
        return command;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }
        _prepared.Clear();
    }
}
