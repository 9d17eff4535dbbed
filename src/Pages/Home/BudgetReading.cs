using System.Globalization;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.Home;

/// <summary>How much of its budget a rate key has used in the last 60 s, sends and reads together, and whether it pauses. Asks no database.</summary>
public sealed record BudgetReading(int Used, int Limit, KeyPause? Pause)
{
    public static BudgetReading Of(string rateKey, RequestBudget budget, BackOff backOff, SendingOptions options) =>
        new(budget.UsedInLastMinute(rateKey), options.RequestsPerMinute, backOff.PauseOf(rateKey));

    /// <summary>For the bar: never wider than it is.</summary>
    public string Share => Math.Min(100, 100.0 * Used / Limit).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    public string Words(TimeZoneInfo zone)
    {
        var used = string.Create(CultureInfo.CurrentCulture, $"{Used:N0} of {Limit:N0} this minute");
        return Pause is not { } pause ? used
            : string.Create(CultureInfo.CurrentCulture, $"{used}, paused until {TimeZoneInfo.ConvertTime(pause.Until, zone):HH:mm:ss}, {(pause.Asked ? "Heymarket asked for it" : "Heymarket could not be reached")}");
    }
}
