using System.Buffers;

namespace HeymarketPortal.Pages.History;

/// <summary>A file of one table, written row by row while somebody downloads it; nothing of it is kept.</summary>
internal abstract class TableWriter(Stream output) : IDisposable
{
    // What a browser takes at once; a slow one makes the writer wait, and with it the reading.
    private const int Full = 64 * 1024;

    protected ArrayBufferWriter<byte> Buffer { get; } = new(2 * Full);

    /// <summary>Writes the names of the columns.</summary>
    public abstract Task BeginAsync(string[] columns, CancellationToken stop);

    /// <param name="cells">As many as there are columns; null is empty. May be used again afterwards.</param>
    public abstract ValueTask RowAsync(string?[] cells, CancellationToken stop);

    /// <summary>Writes what makes the file whole. Without it, it is visibly broken off.</summary>
    public abstract Task EndAsync(CancellationToken stop);

    public abstract void Dispose();

    protected ValueTask PassOnAsync(CancellationToken stop) => Buffer.WrittenCount < Full ? ValueTask.CompletedTask : EmptyAsync(stop);

    protected async ValueTask EmptyAsync(CancellationToken stop)
    {
        await output.WriteAsync(Packed(), stop);
        Buffer.ResetWrittenCount();
    }

    /// <summary>What leaves for what is in the buffer.</summary>
    protected virtual ReadOnlyMemory<byte> Packed() => Buffer.WrittenMemory;
}
