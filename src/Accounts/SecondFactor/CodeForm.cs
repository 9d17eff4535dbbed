using System.ComponentModel.DataAnnotations;

namespace HeymarketPortal.Accounts;

internal sealed class CodeForm
{
    [Required(ErrorMessage = "Enter the code."), StringLength(100, ErrorMessage = "No code is as long as that.")]
    public string? Code { get; set; }

    /// <summary>While an app is set up: its secret, closed.</summary>
    public string? Setup { get; set; }
}

/// <summary>Asks somebody who is signed in for the password once more.</summary>
internal sealed class ProofForm
{
    [Required(ErrorMessage = "Enter the password you have now."), StringLength(PasswordRules.Longest, ErrorMessage = "No password here is as long as that.")]
    public string? Current { get; set; }
}
