using HeymarketPortal.Sending;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Pages.Audit;

/// <summary>What an auditor types.</summary>
public sealed class AuditForm(DateOnly today)
{
    public string Number { get; set; } = "";
    public DateOnly From { get; set; } = today.AddDays(-30);
    public DateOnly To { get; set; } = today;
    public string? NumberProblem { get; private set; }
    public string? DateProblem { get; private set; }

    /// <returns>Null where something is wrong; then the problems say what.</returns>
    public AuditQuestion? Check()
    {
        var digits = string.IsNullOrWhiteSpace(Number) ? null : PhoneNumber.Read(Number).Digits;
        NumberProblem = digits is null && !string.IsNullOrWhiteSpace(Number) ? "This is no phone number. Enter it whole, or leave it empty for any." : null;
        DateProblem = From > To ? "The first day is after the last one." : null;
        return NumberProblem is null && DateProblem is null ? new(digits, From, To) : null;
    }

    /// <summary>The ids of the inputs.</summary>
    public static class Fields
    {
        public const string Number = "audit-number";
        public const string From = "audit-from";
        public const string To = "audit-to";
    }
}
