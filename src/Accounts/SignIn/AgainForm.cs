using System.ComponentModel.DataAnnotations;

namespace HeymarketPortal.Accounts;

/// <summary>Somebody who is signed in proves once more who they are.</summary>
internal sealed class AgainForm : IValidatableObject
{
    private const int LongestCode = 100;

    public string? Password { get; set; }
    public string? Code { get; set; }

    /// <summary>Filled by the page: whether the account signs in with a code too.</summary>
    internal bool NeedsCode { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(Password))
        {
            yield return new("Enter your password.", [nameof(Password)]);
        }
        else if (Password.Length > PasswordRules.Longest)
        {
            yield return new("No password here is as long as that.", [nameof(Password)]);
        }
        if (NeedsCode && string.IsNullOrWhiteSpace(Code))
        {
            yield return new("Enter the code that your app shows, or a recovery code.", [nameof(Code)]);
        }
        else if (Code?.Length > LongestCode)
        {
            yield return new("No code is as long as that.", [nameof(Code)]);
        }
    }
}
