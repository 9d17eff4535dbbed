using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Accounts;

/// <summary>What people set for themselves: their name, their own phone, and how long they can undo.</summary>
internal sealed class ManageForm : IValidatableObject
{
    public string? Name { get; set; }
    public string? MyNumber { get; set; }
    public string? UndoSeconds { get; set; }

    public static ManageForm Of(Account? account) => new()
    {
        Name = account?.Name,
        MyNumber = account?.PhoneNumber is { } digits ? PhoneNumber.Display(digits) : null,
        UndoSeconds = account?.HoldSeconds?.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>E.164 digits; null when the field is empty.</summary>
    public string? Digits => string.IsNullOrWhiteSpace(MyNumber) ? null : PhoneNumber.Read(MyNumber).Digits;

    /// <summary>Null when the field is empty: what the portal's setting says.</summary>
    public int? HoldSeconds => int.TryParse(UndoSeconds?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PersonName.Problem(Name) is { } problem)
        {
            yield return new(problem, [nameof(Name)]);
        }
        if (!string.IsNullOrWhiteSpace(MyNumber) && PhoneNumber.Read(MyNumber).Sentence is { } sentence)
        {
            yield return new(sentence, [nameof(MyNumber)]);
        }
        if (!string.IsNullOrWhiteSpace(UndoSeconds) && HoldSeconds is null or > SendingOptions.LongestHold)
        {
            yield return new($"Enter whole seconds, from 0 to {SendingOptions.LongestHold}, or leave it empty.", [nameof(UndoSeconds)]);
        }
    }
}
