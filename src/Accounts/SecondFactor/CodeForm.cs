using System.ComponentModel.DataAnnotations;

namespace HeymarketPortal.Accounts;

internal sealed class CodeForm
{
    [Required(ErrorMessage = "Enter the code."), StringLength(100, ErrorMessage = "No code is as long as that.")]
    public string? Code { get; set; }

    /// <summary>While an app is set up: its secret, closed.</summary>
    public string? Setup { get; set; }
}
