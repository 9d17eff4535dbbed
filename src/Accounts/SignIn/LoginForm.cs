using System.ComponentModel.DataAnnotations;

namespace HeymarketPortal.Accounts;

internal sealed class LoginForm
{
    [Required(ErrorMessage = "Enter your email.")]
    public string? Email { get; set; }

    [Required(ErrorMessage = "Enter your password."), StringLength(PasswordRules.Longest, ErrorMessage = "No password here is as long as that.")]
    public string? Password { get; set; }
}
