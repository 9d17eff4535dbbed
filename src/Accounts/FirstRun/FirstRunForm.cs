using System.ComponentModel.DataAnnotations;

namespace HeymarketPortal.Accounts;

// No attributes: the framework asks Validate only when all of those hold, and people would see half of the problems.
internal sealed class FirstRunForm : IValidatableObject
{
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? Password { get; set; }
    public bool SandboxTeam { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PersonName.Problem(Name) is { } name)
        {
            yield return new(name, [nameof(Name)]);
        }
        if (EmailAddress.Problem(Email) is { } email)
        {
            yield return new(email, [nameof(Email)]);
        }
        if (PasswordRules.Problem(Password, Email, Name) is { } password)
        {
            yield return new(password, [nameof(Password)]);
        }
    }
}
