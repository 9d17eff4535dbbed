using System.ComponentModel.DataAnnotations;

namespace HeymarketPortal.Accounts;

internal sealed class ResetForm : IValidatableObject
{
    public string? Password { get; set; }

    /// <summary>Filled by the page, from the link.</summary>
    internal string? Email { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        PasswordRules.Problem(Password, Email) is { } problem ? [new(problem, [nameof(Password)])] : [];
}
