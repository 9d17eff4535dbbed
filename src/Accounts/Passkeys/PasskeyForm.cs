using System.ComponentModel.DataAnnotations;

namespace HeymarketPortal.Accounts;

internal sealed class PasskeyForm
{
    private const int LongestAnswer = 20_000;

    [StringLength(Passkeys.LongestName, ErrorMessage = "A name has at most 60 characters.")]
    public string? Name { get; set; }

    /// <summary>What the passkey answered, as the browser wrote it down.</summary>
    [StringLength(LongestAnswer)]
    public string? Credential { get; set; }
}
