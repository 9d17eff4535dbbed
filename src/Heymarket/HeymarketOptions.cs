namespace HeymarketPortal.Heymarket;

/// <summary>Section <c>Heymarket</c> of the settings.</summary>
public sealed class HeymarketOptions
{
    /// <summary>Where the requests of real teams go.</summary>
    public Uri BaseAddress { get; set; } = new("https://api.heymarket.com");
    /// <summary>Seconds until a connection, its encryption included, must stand.</summary>
    public double ConnectSeconds { get; set; } = 5;
    /// <summary>Seconds until the whole answer must be read.</summary>
    public double WholeSeconds { get; set; } = 30;
    /// <summary>A proxy for real teams' requests. None unless named here: the environment's is not used.</summary>
    public Uri? Proxy { get; set; }
    /// <summary>Area codes behind the leading 1 that make a number toll-free, separated by commas.</summary>
    public string TollFreePrefixes { get; set; } = "800,833,844,855,866,877,888";

    /// <summary>Null when requests can be made with these settings, else the sentence that says why not.</summary>
    public string? Problem => this is { ConnectSeconds: > 0, WholeSeconds: > 0 and < 86_400 } ? null
        : "Heymarket:ConnectSeconds and Heymarket:WholeSeconds take seconds above 0, and no more than a day";

    internal TimeSpan Connect => TimeSpan.FromSeconds(ConnectSeconds);
    internal TimeSpan Whole => TimeSpan.FromSeconds(WholeSeconds);

    /// <param name="digits">E.164 digits without the plus sign.</param>
    internal bool IsTollFree(string digits) => digits is ['1', ..] && digits.Length == 11
        && TollFreePrefixes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Contains(digits[1..4]);
}
