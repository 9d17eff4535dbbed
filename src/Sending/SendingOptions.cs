namespace HeymarketPortal.Sending;

/// <summary>Section <c>Sending</c> of the settings.</summary>
public sealed class SendingOptions
{
    /// <summary>The budget of one rate key in requests a minute, reads included. 0: no limit, for tests only.</summary>
    public int RequestsPerMinute { get; set; } = 490;
    /// <summary>Requests at once for one rate key.</summary>
    public int InFlight { get; set; } = 8;
    /// <summary>Minutes after its due time when a send that could not leave becomes Not sent.</summary>
    public int NotAfterMinutes { get; set; } = 60;
    /// <summary>Seconds a claim holds; outlives the HTTP limits.</summary>
    public int LeaseSeconds { get; set; } = 120;
    /// <summary>Seconds between two looks at the clock: what came due, what ran out, which pause is over.</summary>
    public double SweepSeconds { get; set; } = 2;
    /// <summary>Minutes after which a held send waits for a person.</summary>
    public int HeldMinutes { get; set; } = 30;
    /// <summary>Seconds in which a confirmed send can be undone. Null: none for one recipient, 10 for a group or a list.</summary>
    public int? HoldSeconds { get; set; }
    /// <summary>Above this many numbers a group MMS warns.</summary>
    public int GroupMaximum { get; set; } = 8;
    public BackOffOptions BackOff { get; set; } = new();
    public ReadBackOptions ReadBack { get; set; } = new();

    /// <summary>The longest undo window, for the setting and for an account's own choice.</summary>
    public const int LongestHold = 60;

    /// <summary>How long a confirmed send waits for an undo.</summary>
    /// <param name="chosen">What the account chose for itself; it may wait longer than the setting, never shorter.</param>
    public TimeSpan HoldOf(SendContent content, int? chosen) => content.Private
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Max(HoldSeconds ?? (content.Targets is null && content.ListId is null ? 0 : 10), chosen ?? 0));

    /// <summary>Null when texts can leave with these settings, else the sentence that says why not.</summary>
    public string? Problem => this switch
    {
        { RequestsPerMinute: < 0 } => "Sending:RequestsPerMinute is below 0; 0 means no limit",
        { InFlight: < 1 or > 1_000 } => "Sending:InFlight is not between 1 and 1000, so nothing could be sent",
        { NotAfterMinutes: < 1 } => "Sending:NotAfterMinutes is below 1, so nothing could be sent in time",
        { LeaseSeconds: < 1 } => "Sending:LeaseSeconds is below 1; a claim must outlive its request",
        { SweepSeconds: not (> 0 and <= 60) } => "Sending:SweepSeconds is not above 0 and at most 60, so nothing would come due",
        { HoldSeconds: < 0 or > LongestHold } => "Sending:HoldSeconds is not between 0 and 60",
        { BackOff: { FirstSeconds: not > 0 } or { LongestSeconds: not > 0 } } => "Sending:BackOff takes seconds above 0",
        { ReadBack: { CertainSeconds: < 0 } } => "Sending:ReadBack:CertainSeconds is below 0",
        _ => null,
    };
}

/// <summary>Section <c>Sending:ReadBack</c>: when a send is looked for at Heymarket.</summary>
public sealed class ReadBackOptions
{
    private static readonly double[] UsualUnknown = [15, 60, 180, 600, 660];
    private static readonly double[] UsualDelivery = [60, 600];

    /// <summary>Seconds after it became Unknown. 15, 60, 180, 600 and 660 when not set.</summary>
    public double[]? UnknownSeconds { get; set; }
    /// <summary>Seconds after an individual send was accepted, for its delivery. 60 and 600 when not set.</summary>
    public double[]? DeliverySeconds { get; set; }
    /// <summary>Seconds after the attempt from which on its absence counts.</summary>
    public double CertainSeconds { get; set; } = 600;
    /// <summary>Seconds until a look that could not be taken is tried again.</summary>
    public double AgainSeconds { get; set; } = 60;

    /// <summary>When to look next.</summary>
    /// <param name="checks">How many of the times have come.</param>
    public DateTimeOffset? Next(SendState state, DateTimeOffset since, int checks)
    {
        var times = state == SendState.Unknown ? UnknownSeconds ?? UsualUnknown : DeliverySeconds ?? UsualDelivery;
        return checks < times.Length ? since.AddSeconds(times[checks]) : null;
    }
}

/// <summary>Section <c>Sending:BackOff</c>: how long a rate key pauses. Full jitter between nothing and the growing limit.</summary>
public sealed class BackOffOptions
{
    public double FirstSeconds { get; set; } = 2;
    public double LongestSeconds { get; set; } = 300;
}
