using System.Text;
using System.Text.Json;

namespace HeymarketPortal.Crash;

/// <summary>One send request as the upstream saw it.</summary>
/// <param name="MessageId">Null when it was not accepted.</param>
internal sealed record Truth(string LocalId, string Phone, string Text, Fault Fault, long? MessageId, DateTimeOffset At);

/// <summary>What the upstream saw, one JSON object a line. A line is on the disk before anything is answered.</summary>
internal sealed class TruthLog(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    private readonly List<Truth> _accepted = [];
    private readonly Lock _one = new();

    /// <summary>Writes it down, with a message id when it is accepted.</summary>
    public Truth Add(string localId, string phone, string text, Fault fault, bool accepted)
    {
        lock (_one)
        {
            var truth = new Truth(localId, phone, text, fault, accepted ? 9_000_000 + _accepted.Count : null, DateTimeOffset.UtcNow);
            _file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(truth) + "\n"));
            _file.Flush(flushToDisk: true);
            if (accepted)
            {
                _accepted.Add(truth);
            }
            return truth;
        }
    }

    /// <summary>The messages to a number, newest first.</summary>
    public IReadOnlyList<Truth> To(string phone)
    {
        lock (_one)
        {
            return [.. Enumerable.Reverse(_accepted).Where(truth => truth.Phone == phone)];
        }
    }

    public static IReadOnlyList<Truth> Read(string path) => [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<Truth>(line)!)];

    public void Dispose() => _file.Dispose();
}
