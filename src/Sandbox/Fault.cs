namespace HeymarketPortal.Sandbox;

internal enum FaultAct
{
    Answer,
    Cut,
    Hang,
}

/// <summary>What happens to a send to a number with a certain end.</summary>
/// <param name="Status">What is answered, when anything is.</param>
/// <param name="Means">For people; shown on the page.</param>
internal sealed record Fault(string Ending, bool Accepts, FaultAct Act, int Status, string Means)
{
    public static readonly IReadOnlyList<Fault> All =
    [
        new("0400", false, FaultAct.Answer, 400, "Refused: 400 bad data"),
        new("0401", false, FaultAct.Answer, 401, "Refused: 401, as if the key were wrong for this one send"),
        new("0403", false, FaultAct.Answer, 403, "Refused: 403 denied"),
        new("0429", false, FaultAct.Answer, 429, "Refused: 429, too many requests"),
        new("0500", false, FaultAct.Answer, 500, "Not accepted, answered 500"),
        new("0503", false, FaultAct.Answer, 503, "Not accepted, answered 503"),
        new("0901", true, FaultAct.Cut, 0, "Accepted, then the connection is cut without an answer"),
        new("0902", false, FaultAct.Cut, 0, "Not accepted, the connection is cut"),
        new("0903", true, FaultAct.Hang, 0, "Accepted, then no answer for ten minutes"),
        new("0904", true, FaultAct.Answer, 500, "Accepted, answered 500 all the same"),
    ];

    /// <summary>The end of a number that has opted out.</summary>
    public const string OptedOut = "0451";

    public static Fault? For(IEnumerable<string> numbers) =>
        All.FirstOrDefault(fault => numbers.Any(number => number.EndsWith(fault.Ending, StringComparison.Ordinal)));
}
