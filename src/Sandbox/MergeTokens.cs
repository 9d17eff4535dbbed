using System.Text.RegularExpressions;

namespace HeymarketPortal.Sandbox;

/// <summary>Fills <c>{{first_name}}</c> and <c>{{last_name}}</c>; no other token has a value here.</summary>
internal static partial class MergeTokens
{
    public static string Fill(string text, SandboxName name, bool keepUnfilled) => Token().Replace(text, token =>
    {
        var value = token.Groups[1].Value switch { "first_name" => name.F, "last_name" => name.L, _ => "" };
        return value.Length == 0 && keepUnfilled ? token.Value : value;
    });

    [GeneratedRegex(@"\{\{([A-Za-z0-9_]+)\}\}")]
    private static partial Regex Token();
}
