using HeymarketPortal.Data;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Pages.Audit;

/// <summary>What an auditor types.</summary>
public sealed class AuditForm(DateOnly today)
{
    private static readonly DateOnly First = new(2000, 1, 1);
    private static readonly DateOnly Last = new(9998, 12, 31);

    public string Number { get; set; } = "";
    public DateOnly From { get; set; } = today.AddDays(-30);
    public DateOnly To { get; set; } = today;
    public string? NumberProblem { get; private set; }
    public string? DateProblem { get; private set; }

    /// <returns>Null where something is wrong; then the problems say what.</returns>
    public AuditQuestion? Check()
    {
        var digits = string.IsNullOrWhiteSpace(Number) ? null : AllTeamsIds.NumberOf(Number);
        NumberProblem = digits is null && !string.IsNullOrWhiteSpace(Number) ? "This is no phone number. Enter it whole or its last seven digits, or leave it empty for any." : null;
        DateProblem = From > To ? "The first day is after the last one." : null;
        return NumberProblem is null && DateProblem is null ? new(digits, Within(From), Within(To)) : null;
    }

    // A date field gives years of one digit and the year 9999, too: no day comes before the first of these or after the last.
    private static DateOnly Within(DateOnly day) => day < First ? First : day > Last ? Last : day;

    /// <summary>The ids of the inputs.</summary>
    public static class Fields
    {
        public const string Number = "audit-number";
        public const string From = "audit-from";
        public const string To = "audit-to";
    }
}
