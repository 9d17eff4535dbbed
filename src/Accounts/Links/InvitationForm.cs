using System.ComponentModel.DataAnnotations;

namespace HeymarketPortal.Accounts;

internal sealed class InvitationForm : IValidatableObject
{
    public string? Name { get; set; }
    public string? Password { get; set; }

    /// <summary>Filled by the page, from the link.</summary>
    internal string? Email { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PersonName.Problem(Name) is { } name)
        {
            yield return new(name, [nameof(Name)]);
        }
        if (PasswordRules.Problem(Password, Email, Name) is { } password)
        {
            yield return new(password, [nameof(Password)]);
        }
    }
}
