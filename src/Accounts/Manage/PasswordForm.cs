using System.ComponentModel.DataAnnotations;

namespace HeymarketPortal.Accounts;

internal sealed class PasswordForm : IValidatableObject
{
    public string? Current { get; set; }
    public string? Password { get; set; }

    /// <summary>Filled by the page: what the new password must not be made of.</summary>
    internal CurrentAccount? Owner { get; set; }
    internal string? OwnerEmail { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(Current))
        {
            yield return new("Enter the password you have now.", [nameof(Current)]);
        }
        if (PasswordRules.Problem(Password, Owner?.Name, OwnerEmail) is { } problem)
        {
            yield return new(problem, [nameof(Password)]);
        }
        else if (Password == Current)
        {
            yield return new("This is the password you have now. Use another one.", [nameof(Password)]);
        }
    }
}
