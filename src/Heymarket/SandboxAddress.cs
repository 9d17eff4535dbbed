namespace HeymarketPortal.Heymarket;

/// <summary>
/// Where this portal's own sandbox listens, such as <c>http://127.0.0.1:5080/sandbox/heymarket</c>. Set once the server knows
/// its address; null while it does not, and always where the sandbox is off.
/// </summary>
public sealed class SandboxAddress
{
    public Uri? Value { get; set; }
}
