using System.Diagnostics;
using System.Text.Json.Serialization;

namespace HeymarketPortal.Teams;

/// <summary>
/// What signs a request to Heymarket, in the open. It exists while somebody adds a key and while a request is signed, nowhere
/// else, and prints nothing of itself.
/// </summary>
[DebuggerDisplay("(an API key)")]
public abstract record ApiKeyCredentials
{
    private ApiKeyCredentials()
    {
    }

    public sealed override string ToString() => "(an API key)";

    /// <summary>One long string, sent as <c>Authorization: Bearer …</c>.</summary>
    public sealed record Static([property: JsonIgnore] string Key) : ApiKeyCredentials;

    /// <summary>A pair that signs a token for each request.</summary>
    public sealed record Secret([property: JsonIgnore] string Id, [property: JsonIgnore] string Key) : ApiKeyCredentials;

    /// <summary>Null when it could be sent in a header, else the sentence that says why not.</summary>
    internal string? Problem => this switch
    {
        Static(var key) => ProblemOf("API key", key),
        Secret(var id, var key) => ProblemOf("Secret ID", id) ?? ProblemOf("Secret key", key),
        _ => null,
    };

    private static string? ProblemOf(string what, string value) => value switch
    {
        "" => $"Enter the {what}.",
        { Length: > 4000 } => $"The {what} is too long to be one.",
        _ when value.Any(c => c is <= ' ' or > '~') => $"The {what} holds a space or a character that no key has. Copy it again, whole and alone.",
        _ => null,
    };
}

/// <summary>What Heymarket said about a key when it was verified.</summary>
/// <param name="RateKey">The Heymarket account behind it; the request budget belongs to that.</param>
/// <param name="HeymarketTeam">What Heymarket calls that account.</param>
public sealed record ApiKeyFacts(string RateKey, string? HeymarketTeam);
