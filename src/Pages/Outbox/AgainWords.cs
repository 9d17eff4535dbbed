using System.Globalization;
using HeymarketPortal.Data;

namespace HeymarketPortal.Pages.Outbox;

/// <summary>What is sent again and what is left out, in words.</summary>
internal static class AgainWords
{
    /// <summary>"1 text", "37 texts".</summary>
    public static string Texts(int count) => count == 1 ? "1 text" : $"{count.ToString("N0", CultureInfo.CurrentCulture)} texts";

    /// <summary>Who is left out and why, one sentence a reason; empty when nobody is.</summary>
    public static IReadOnlyList<string> LeftOut(AgainAnswer answer) =>
        [.. answer.Left.GroupBy(why => why).OrderBy(group => group.Key).Select(group => $"{Texts(group.Count())} left out: {Why(group.Key)}")];

    private static string Why(NotAgain why) => why switch
    {
        NotAgain.Accepted => "Heymarket has it.",
        NotAgain.Unknown => "it may have arrived.",
        NotAgain.List => "a list is composed again, with its name typed.",
        NotAgain.Repeat => "the same text went to the same recipient meanwhile, or within ten minutes. Compose again sends it all the same.",
        NotAgain.OptedOut => "the recipient opted out.",
        NotAgain.Erased => "what was sent after it is erased, so nobody can tell whether the same went meanwhile. Open it and compose it anew.",
        NotAgain.NotYours => "only its sender or an admin may decide.",
        _ => "it was sent again, closed or cancelled meanwhile.",
    };
}
