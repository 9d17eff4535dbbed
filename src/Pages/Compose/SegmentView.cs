using System.Globalization;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.Compose;

/// <summary>Everything the meter shows about one text.</summary>
public sealed class SegmentView
{
    private const int CellsShown = 10;

    public SegmentView(string? text)
    {
        Text = text;
        Count = SegmentCount.Of(text);
        Room = MergeTokens.In(text).Count > 0 ? " · before tokens are filled" : Count.Segments > 0 ? $" · {Count.UnitsLeft} left" : "";
        (Groups, More) = SegmentWords.Forcing(Count.Forcing);
        if (text is null || Count.Forcing.Count == 0)
        {
            return;
        }
        Pieces = SegmentWords.Marked(text, Count.Forcing);
        var plain = PlainCharacters.Replace(text);
        var better = SegmentCount.Of(plain);
        if (better.Encoding != Count.Encoding || better.Segments < Count.Segments)
        {
            Plain = plain;
            Gain = better.Segments < Count.Segments ? $" to make it {SegmentWords.Segments(better.Segments)}." : ".";
        }
    }

    public string? Text { get; }
    public SegmentCount Count { get; }

    /// <summary>How the line about the count ends. What is filled in may be longer or shorter than its token.</summary>
    public string Room { get; }

    public IReadOnlyList<ForcingGroup> Groups { get; }

    /// <summary>Characters that need Unicode and are in no group.</summary>
    public int More { get; }

    public IReadOnlyList<MarkedPiece> Pieces { get; } = [];

    /// <summary>The text with plain characters, where that saves a segment or does without Unicode.</summary>
    public string? Plain { get; }

    /// <summary>How the sentence ends that begins with the button.</summary>
    public string Gain { get; } = "";

    /// <summary>How full each segment is, as widths; empty where there would be too many to see.</summary>
    public IEnumerable<string> Fills => Count.Segments > CellsShown ? [] : Enumerable.Range(1, Count.Segments).Select(Fill);

    private string Fill(int segment)
    {
        var last = 100.0 * (Count.UnitsEach - Count.UnitsLeft) / Count.UnitsEach;
        return segment < Count.Segments ? "100%" : last.ToString("0.#", CultureInfo.InvariantCulture) + "%";
    }
}
