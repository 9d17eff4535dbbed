namespace HeymarketPortal.Heymarket;

/// <summary>What a call of Heymarket's webhook says, whichever of its forms it has.</summary>
/// <param name="Type">In one spelling: <c>message_sent</c>, <c>message_received</c>, <c>target_opt_out</c>…; <c>unknown</c> where it has none.</param>
/// <param name="Token">The token that the call carries in its body.</param>
/// <param name="Event">The call without its token, character for character: what is kept.</param>
/// <param name="Id">The id of what it tells of: a message, a conversation.</param>
/// <param name="Version">What tells a later change of the same thing from a repeat; null where nothing does.</param>
/// <param name="Phone">The number of an opt-out or opt-in, E.164 digits.</param>
/// <param name="At">When what it tells of last changed, as far as it says.</param>
public sealed record HookCall(
    string Type, string? Token, string Event, long? Id, string? Version, Message? Message, string? Phone, DateTimeOffset? At)
{
    public const string MessageSent = "message_sent";
    public const string OptOut = "target_opt_out";
    public const string OptIn = "target_opt_in";
}
