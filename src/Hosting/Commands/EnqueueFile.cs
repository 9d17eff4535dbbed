using System.Globalization;
using System.Text;
using HeymarketPortal.Data;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Hosting;

/// <summary>Reads a file line by line, asks the rules about each, and says which are refused and what there is to know about the rest.</summary>
internal sealed class EnqueueFile(string path, SendFacts facts, bool repeat, TextWriter tell, TimeProvider time)
{
    // A text with a replacement character where its accent was must not leave.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, (int First, int Count)> _warnings = [];
    private int _line;

    /// <summary>Lines that hold something.</summary>
    public int Lines { get; private set; }

    /// <summary>The sends of the lines that the rules let pass, one at a time.</summary>
    public IEnumerable<ConfirmedSend> Confirm()
    {
        foreach (var text in File.ReadLines(path, Utf8))
        {
            _line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }
            Lines++;
            if (Confirm(text) is { } confirmed)
            {
                yield return confirmed;
            }
        }
    }

    /// <summary>Why the line that was given last is not stored.</summary>
    public void Refuse(ConfirmAnswer answer) => Refuse(answer switch
    {
        ConfirmAnswer.Repeat again => $"The same message to the same recipient is send {again.SendId}" +
            $" of {again.At.ToString("u", CultureInfo.InvariantCulture)}. --repeat sends it again.",
        ConfirmAnswer.Refused refused => refused.Sentence,
        _ => "It is stored already.",
    });

    /// <summary>What may fail, each once, with the first line it concerns.</summary>
    public void TellWarnings()
    {
        foreach (var (sentence, (first, count)) in _warnings.OrderBy(warning => warning.Value.First))
        {
            tell.WriteLine(count == 1 ? $"Line {first}, to know: {sentence}" : $"Line {first} and {count - 1:N0} more, to know: {sentence}");
        }
    }

    private ConfirmedSend? Confirm(string text)
    {
        var (line, problem) = EnqueueLine.Read(text);
        if (line is null)
        {
            Refuse(problem!);
            return null;
        }
        var now = time.GetUtcNow();
        var zone = line.SendAt is { } at ? ClockAt(at) : facts.Zone;
        line.Form.SendAt = line.SendAt is { } moment ? TimeZoneInfo.ConvertTime(moment, zone).DateTime : null;
        var (confirmed, problems) = SendRules.Confirm(line.Form, facts with { Zone = zone }, SendTicket.New(now), now);
        if (confirmed is null)
        {
            Refuse(string.Join(' ', problems.Where(p => p.Weight == ProblemWeight.Refused).Select(p => p.Sentence)));
            return null;
        }
        foreach (var warning in problems)
        {
            var (first, count) = _warnings.GetValueOrDefault(warning.Sentence, (_line, 0));
            _warnings[warning.Sentence] = (first, count + 1);
        }
        return confirmed with { TypedName = line.ListName, Repeating = repeat ? long.MaxValue : null };
    }

    // A line names a moment, not what a clock shows: no hour of it comes twice or not at all.
    private TimeZoneInfo ClockAt(DateTimeOffset at) =>
        TimeZoneInfo.CreateCustomTimeZone(facts.Zone.Id, facts.Zone.GetUtcOffset(at), facts.Zone.DisplayName, facts.Zone.StandardName);

    private void Refuse(string sentence) => tell.WriteLine($"Line {_line} was refused: {sentence}");
}
