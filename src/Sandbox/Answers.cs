using System.Net;
using System.Text;

namespace HeymarketPortal.Sandbox;

/// <summary>What the sandbox says, in the form the switches ask for.</summary>
internal static class Answers
{
    public static IResult Ok(object value) => Results.Json(value, SandboxJson.Wire);

    public static IResult BadData(SwitchBoard switches, string message) => Refuse(switches, 400, message);

    public static IResult NotFound(SwitchBoard switches) => Refuse(switches, 404, "not found");

    /// <summary>A refusal with the status's own name, as in <c>{"error":"bad_data","message":"phone_number is not valid"}</c>.</summary>
    public static IResult Refuse(SwitchBoard switches, int status, string message)
    {
        var error = status switch
        {
            400 => "bad_data",
            401 => "Unauthorized",
            403 => "Denied",
            404 => "Not found",
            429 => "Rate limit exceeded",
            _ => "Server error",
        };
        return switches.Current.ErrorBody switch
        {
            ErrorBody.Text => Results.Text($"{error}: {message}", "text/plain", Encoding.UTF8, status),
            ErrorBody.Html => Results.Text(
                $"<html><head><title>{status}</title></head><body><h1>{error}</h1><p>{WebUtility.HtmlEncode(message)}</p></body></html>",
                "text/html", Encoding.UTF8, status),
            ErrorBody.Empty => Results.StatusCode(status),
            _ => Results.Json(new { error, message }, SandboxJson.Wire, statusCode: status),
        };
    }
}
