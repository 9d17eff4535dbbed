namespace HeymarketPortal.Ui;

/// <summary>What a colour says. Only <see cref="Attention"/> and <see cref="Refused"/> are filled: they want somebody.</summary>
public enum Meaning
{
    Good,
    Busy,
    Attention,
    Refused,
    Quiet,
}

internal static class MeaningWords
{
    /// <summary>The value of <c>data-meaning</c>, which picks the colours in tokens.css.</summary>
    public static string Attribute(this Meaning meaning) => meaning switch
    {
        Meaning.Good => "good",
        Meaning.Busy => "busy",
        Meaning.Attention => "attention",
        Meaning.Refused => "refused",
        _ => "quiet",
    };

    public static string Icon(this Meaning meaning) => meaning switch
    {
        Meaning.Good => "circle-check",
        Meaning.Busy => "hourglass",
        Meaning.Attention => "triangle-alert",
        Meaning.Refused => "octagon-x",
        _ => "info",
    };
}
