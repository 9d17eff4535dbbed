namespace HeymarketPortal.Heymarket;

/// <summary>All that the client tells the log. Neither address nor body of a request: both hold phone numbers.</summary>
internal static partial class HeymarketLog
{
    [LoggerMessage(20, LogLevel.Information, "Heymarket: {Outcome} in {Elapsed:F0} ms, request id {RequestId}")]
    public static partial void Asked(this ILogger log, string? outcome, double elapsed, string? requestId);

    [LoggerMessage(21, LogLevel.Warning, "API key {ApiKeyId} could not be read")]
    public static partial void KeyUnread(this ILogger log, Exception failed, long? apiKeyId);

    [LoggerMessage(22, LogLevel.Warning, "The last use of API key {ApiKeyId} could not be noted")]
    public static partial void UseNotNoted(this ILogger log, Exception failed, long apiKeyId);
}
