using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeymarketPortal.Sandbox;

internal static class SandboxJson
{
    /// <summary>The API's own spelling: <c>inbox_id</c>, <c>gallery_url</c>.</summary>
    public static readonly JsonSerializerOptions Wire = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static readonly JsonSerializerOptions Switches = new()
    {
        PropertyNameCaseInsensitive = true,
        Converters = { new JsonStringEnumConverter() },
    };
}
