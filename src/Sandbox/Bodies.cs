using System.Text;
using System.Text.Json;

namespace HeymarketPortal.Sandbox;

internal static class Bodies
{
    /// <summary>An absent body and <c>[]</c>, which some clients send for an empty object, count as <c>{}</c>. Null: not readable.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext context)
        where T : class
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var text = (await reader.ReadToEndAsync(context.RequestAborted)).Trim();
        try
        {
            return JsonSerializer.Deserialize<T>(text is "" or "[]" ? "{}" : text, SandboxJson.Wire);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
