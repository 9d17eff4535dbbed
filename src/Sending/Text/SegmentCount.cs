namespace HeymarketPortal.Sending;

/// <summary>How a text travels: the phones' 7-bit alphabet, or 16-bit Unicode as soon as one character needs it.</summary>
public enum SmsEncoding
{
    Gsm7,
    Unicode,
}

/// <summary>
/// What a text costs on the air. A text of one segment has room for 160 units (Unicode: 70); where it needs more, each segment gives
/// seven (three) to the header that puts them together again. An escape and its character stay in one segment, and so do both halves
/// of a surrogate pair; the unit that is left over then stays empty. <c>\r\n</c> counts as the one <c>\n</c> that a text field makes of it.
/// </summary>
/// <param name="Encoding">What the whole text travels in; Gsm7 for an empty one.</param>
/// <param name="Units">Septets (an extension character has two) or UTF-16 code units (most emoji have two and more).</param>
/// <param name="Characters">What a person counts: grapheme clusters, so that a flag or a letter with its accent is one.</param>
/// <param name="Segments">0 for an empty text.</param>
/// <param name="UnitsLeft">Room in the last segment before another one is needed.</param>
/// <param name="Forcing">The distinct characters that need Unicode, in the order in which they first appear.</param>
public sealed record SegmentCount(
    SmsEncoding Encoding, int Units, int Characters, int Segments, int UnitsLeft, IReadOnlyList<ForcingCharacter> Forcing)
{
    private static readonly SegmentCount None = new(SmsEncoding.Gsm7, 0, 0, 0, Room(SmsEncoding.Gsm7, 0), []);

    /// <summary>Room of each of these segments, in <see cref="Units"/>.</summary>
    public int UnitsEach => Room(Encoding, Segments);

    /// <summary>One pass over the text, and a second one where it needs Unicode: cheap enough for every keystroke.</summary>
    public static SegmentCount Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return None;
        }
        if (Gsm7.Holds(text))
        {
            var packed = Pack(text, SmsEncoding.Gsm7);
            return new(SmsEncoding.Gsm7, packed.Units, packed.Steps, packed.Segments, packed.Left, []);
        }
        var wide = Pack(text, SmsEncoding.Unicode);
        var (characters, forcing) = ForcingCharacter.In(text);
        return new(SmsEncoding.Unicode, wide.Units, characters, wide.Segments, wide.Left, forcing);
    }

    private static int Room(SmsEncoding encoding, int segments) => (encoding, segments) switch
    {
        (SmsEncoding.Gsm7, <= 1) => 160,
        (SmsEncoding.Gsm7, _) => 153,
        (_, <= 1) => 70,
        _ => 67,
    };

    private static (int Units, int Steps, int Segments, int Left) Pack(string text, SmsEncoding encoding)
    {
        var (units, steps, segments, inLast) = (0, 0, 1, 0);
        var each = Room(encoding, segments: 2);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
            {
                continue;
            }
            var size = 1;
            if (encoding == SmsEncoding.Gsm7)
            {
                size = Gsm7.Units(text[at]);
            }
            else if (char.IsSurrogatePair(text, at))
            {
                (size, at) = (2, at + 1);
            }
            (segments, inLast) = inLast + size > each ? (segments + 1, size) : (segments, inLast + size);
            (units, steps) = (units + size, steps + 1);
        }
        var alone = Room(encoding, segments: 1);
        return units <= alone ? (units, steps, 1, alone - units) : (units, steps, segments, each - inLast);
    }
}
