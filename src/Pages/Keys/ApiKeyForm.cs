using HeymarketPortal.Data;
using HeymarketPortal.Teams;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Pages.Keys;

/// <summary>
/// What somebody types while adding an API key. The secret parts come in when a field is left and go no further than
/// <see cref="Credentials"/>; they are never put back into a field.
/// </summary>
public sealed class ApiKeyForm
{
    private string _key = "";
    private string _secretId = "";
    private string _secretKey = "";

    public ApiKeyKind Kind { get; private set; } = ApiKeyKind.Static;
    public string? Label { get; set; }
    public IReadOnlyList<FieldProblem> Problems { get; private set; } = [];

    /// <summary>The field that a refusal by Heymarket is about: the one that holds the secret.</summary>
    public FieldNames Secret => Kind == ApiKeyKind.Static ? new("key", "API key") : new("secret-key", "Secret key");

    public void Choose(ApiKeyKind kind)
    {
        Kind = kind;
        Forget();
    }

    public void Put(string field, string? value)
    {
        var text = value?.Trim() ?? "";
        switch (field)
        {
            case "key":
                _key = text;
                break;
            case "secret-id":
                _secretId = text;
                break;
            case "secret-key":
                _secretKey = text;
                break;
        }
        Problems = [.. Problems.Where(problem => problem.Field != field)];
    }

    public string? Of(string field) => Problems.FirstOrDefault(problem => problem.Field == field)?.Sentence;

    public void Refuse(string sentence) => Problems = [new(Secret.Id, Secret.Label, sentence)];

    /// <returns>Null when something is missing; <see cref="Problems"/> says what.</returns>
    public ApiKeyCredentials? Credentials()
    {
        Problems = Kind == ApiKeyKind.Static
            ? [.. Missing("key", "API key", _key)]
            : [.. Missing("secret-id", "Secret ID", _secretId), .. Missing("secret-key", "Secret key", _secretKey)];
        return Problems.Count > 0 ? null
            : Kind == ApiKeyKind.Static ? new ApiKeyCredentials.Static(_key) : new ApiKeyCredentials.Secret(_secretId, _secretKey);
    }

    /// <summary>Drops what must not stay in memory longer than it is needed.</summary>
    public void Forget()
    {
        (_key, _secretId, _secretKey) = ("", "", "");
        Problems = [];
    }

    private static IEnumerable<FieldProblem> Missing(string field, string label, string value) => value switch
    {
        "" => [new FieldProblem(field, label, $"Enter the {label}.")],
        _ when value.Any(c => c is <= ' ' or > '~') =>
            [new FieldProblem(field, label, "It holds a space or a character that no key has. Copy it again, whole and alone.")],
        _ => [],
    };

    public sealed record FieldNames(string Id, string Label);
}
