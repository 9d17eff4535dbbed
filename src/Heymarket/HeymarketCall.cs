using HeymarketPortal.Teams;

namespace HeymarketPortal.Heymarket;

/// <summary>
/// One request to Heymarket: who signs it and where it goes, and what the handlers noticed on its way. It travels in the
/// request's options, because the handlers are shared by all teams.
/// </summary>
public sealed class HeymarketCall
{
    /// <summary>The key under which it lies in <see cref="HttpRequestMessage.Options"/>.</summary>
    public const string OptionName = "heymarket.call";

    private static readonly HttpRequestOptionsKey<HeymarketCall> Option = new(OptionName);

    private HeymarketCall(bool sandbox) => Sandbox = sandbox;

    /// <summary>Signed with a stored key, opened only by the handler that signs.</summary>
    public static HeymarketCall With(long apiKeyId, bool sandbox) => new(sandbox) { ApiKeyId = apiKeyId };

    /// <summary>Signed with a key that somebody has just typed and that is not stored yet.</summary>
    public static HeymarketCall With(ApiKeyCredentials typed, bool sandbox) => new(sandbox) { Typed = typed };

    internal bool Sandbox { get; }
    internal long? ApiKeyId { get; private init; }
    internal ApiKeyCredentials? Typed { get; private init; }

    /// <summary>Whether a byte of the request's content may have left us.</summary>
    internal bool Left { get; set; }
    /// <summary>Why one of our own handlers let nothing out.</summary>
    internal Stopped? Stopped { get; set; }

    internal static HeymarketCall Of(HttpRequestMessage request) => request.Options.TryGetValue(Option, out var call)
        ? call
        : throw new InvalidOperationException("A request to Heymarket does not say who signs it.");

    /// <summary>The answer of a handler that lets nothing out. Nobody reads it: <see cref="Stopped"/> says what happened.</summary>
    internal HttpResponseMessage Stop(Stopped why)
    {
        Stopped = why;
        return new HttpResponseMessage { Content = new ByteArrayContent([]) };
    }
}

/// <summary>Why a request never went on its way.</summary>
public enum Stopped
{
    /// <summary>The team is a sandbox team and the sandbox is off.</summary>
    SandboxOff,
    /// <summary>The API key could not be opened, or is destroyed.</summary>
    KeySealed,
    /// <summary>The portal's own database did not give the API key just now.</summary>
    KeyUnread,
}
