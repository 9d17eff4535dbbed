using System.Buffers;

namespace HeymarketPortal.Pages.History;

/// <summary>Keeps what is written until somebody takes it.</summary>
internal sealed class PassingStream : Stream
{
    private ArrayBufferWriter<byte> _kept = new();
    private ArrayBufferWriter<byte> _taken = new();

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Everything since the last time; it may be read until the next.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        (_kept, _taken) = (_taken, _kept);
        _kept.ResetWrittenCount();
        return _taken.WrittenMemory;
    }

    public override void Write(ReadOnlySpan<byte> buffer) => _kept.Write(buffer);
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
