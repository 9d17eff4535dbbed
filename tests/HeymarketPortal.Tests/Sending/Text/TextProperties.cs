using System.Globalization;
using System.Text;
using CsCheck;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Sending.Text;

/// <summary>What holds for every text.</summary>
public class TextProperties
{
    private const long Times = 3_000;
    private const string Extension = "\f^{}\\[~]|€";

    [Fact]
    public void Segments_are_those_of_packing_piece_by_piece_with_no_pair_split() => AnyText.Any.Sample(text =>
    {
        var count = SegmentCount.Of(text);
        var sizes = Pieces(text, count.Encoding).ToList();

        Assert.Equal(sizes.Sum(), count.Units);
        var packed = Packed(sizes, count.Encoding);
        Assert.Equal(packed.Count, count.Segments);
        Assert.Equal(packed.Count == 0 ? 160 : count.UnitsEach - packed[^1], count.UnitsLeft);
    }, iter: Times);

    [Fact]
    public void Units_fit_into_the_segments_and_not_into_many_fewer() => AnyText.Any.Sample(text =>
    {
        var count = SegmentCount.Of(text);

        Assert.True(count.Units <= count.Segments * count.UnitsEach);
        // One unit a segment is all that padding may cost.
        Assert.True(count.Units > (count.Segments - 1) * (count.UnitsEach - 1));
        Assert.InRange(count.UnitsLeft, 0, count.UnitsEach);
    }, iter: Times);

    [Fact]
    public void Appending_never_takes_a_segment_away() => Gen.Select(AnyText.Any, AnyText.Any).Sample((text, more) =>
        Assert.True(SegmentCount.Of(text + more).Segments >= SegmentCount.Of(text).Segments), iter: Times);

    [Fact]
    public void Characters_are_grapheme_clusters() => AnyText.Any.Sample(text =>
        Assert.Equal(new StringInfo(text).LengthInTextElements, SegmentCount.Of(text).Characters), iter: Times);

    [Fact]
    public void A_text_is_Unicode_exactly_where_something_forces_it_and_each_place_holds_what_is_named() => AnyText.Any.Sample(text =>
    {
        var count = SegmentCount.Of(text);

        Assert.Equal(count.Encoding == SmsEncoding.Unicode, count.Forcing.Count > 0);
        Assert.Equal(count.Forcing.Count, count.Forcing.Select(f => f.Character).Distinct(StringComparer.Ordinal).Count());
        foreach (var forcing in count.Forcing)
        {
            Assert.NotEmpty(forcing.Name);
            Assert.All(forcing.Positions, at => Assert.Equal(forcing.Character, text.Substring(at, forcing.Character.Length)));
        }
        Assert.Equal(SmsEncoding.Gsm7, SegmentCount.Of(Without(text, count.Forcing)).Encoding);
    }, iter: Times);

    [Fact]
    public void Replacing_twice_is_replacing_once() => AnyText.Any.Sample(text =>
    {
        var plain = PlainCharacters.Replace(text);

        Assert.Equal(plain, PlainCharacters.Replace(plain));
    }, iter: Times);

    [Fact]
    public void Replacing_never_leaves_more_that_needs_Unicode() => AnyText.Any.Sample(text =>
        Assert.True(Forced(PlainCharacters.Replace(text)) <= Forced(text)), iter: Times);

    [Fact]
    public void Replacing_a_plain_text_changes_nothing() => AnyText.Gen7.Sample(text =>
        Assert.Equal(text, PlainCharacters.Replace(text)), iter: Times);

    [Fact]
    public void Replacing_keeps_every_letter_and_digit() => AnyText.Any.Sample(text =>
        Assert.Equal(Letters(text), Letters(PlainCharacters.Replace(text))), iter: Times);

    private static int Forced(string text) => SegmentCount.Of(text).Forcing.Sum(f => f.Positions.Count);

    private static string Without(string text, IEnumerable<ForcingCharacter> forcing)
    {
        var gone = forcing.SelectMany(f => f.Positions.Select(at => (at, f.Character.Length))).OrderByDescending(place => place.at);
        return gone.Aggregate(text, (left, place) => left.Remove(place.at, place.Length));
    }

    /// <summary>Letters, digits and their accents, with compatibility forms folded: a ligature equals its letters.</summary>
    private static string Letters(string text)
    {
        var kept = text.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar && (Rune.IsLetterOrDigit(rune) || IsMark(rune)));
        return string.Concat(kept).Normalize(NormalizationForm.FormKD);
    }

    private static bool IsMark(Rune rune) =>
        rune.Value is not (0xFE0E or 0xFE0F)
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static IEnumerable<int> Pieces(string text, SmsEncoding encoding) => encoding == SmsEncoding.Gsm7
        ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Select(c => Extension.Contains(c, StringComparison.Ordinal) ? 2 : 1)
        : text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes().Select(rune => rune.Utf16SequenceLength);

    private static List<int> Packed(List<int> sizes, SmsEncoding encoding)
    {
        var (alone, each) = encoding == SmsEncoding.Gsm7 ? (160, 153) : (70, 67);
        if (sizes.Sum() <= alone)
        {
            return sizes.Count == 0 ? [] : [sizes.Sum()];
        }
        List<int> segments = [0];
        foreach (var size in sizes)
        {
            if (segments[^1] + size > each)
            {
                segments.Add(0);
            }
            segments[^1] += size;
        }
        return segments;
    }
}
