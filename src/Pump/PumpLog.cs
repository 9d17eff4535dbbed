using HeymarketPortal.Sending;

namespace HeymarketPortal.Pump;

/// <summary>All that the pump tells the log: ids and outcomes. Heymarket's own sentences stay out, because they may name a number.</summary>
internal static partial class PumpLog
{
    [LoggerMessage(1, LogLevel.Information, "Send {SendId} attempt {AttemptId}: {Outcome}, status {Status}, request id {RequestId}")]
    public static partial void Ended(this ILogger log, long sendId, Guid attemptId, string outcome, int? status, string? requestId);

    [LoggerMessage(2, LogLevel.Error, "Send {SendId} attempt {AttemptId} failed in a way nobody foresaw")]
    public static partial void Unforeseen(this ILogger log, Exception failed, long sendId, Guid attemptId);

    [LoggerMessage(3, LogLevel.Warning, "The key of send {SendId} could not be probed")]
    public static partial void NotProbed(this ILogger log, Exception failed, long sendId);

    [LoggerMessage(4, LogLevel.Warning, "Rate key {RateKey} pauses until {Until:O}: status {Status}, failure {Failure}")]
    public static partial void Pauses(this ILogger log, string rateKey, DateTimeOffset until, int? status, Failure? failure);

    [LoggerMessage(5, LogLevel.Error, "The outcome {Outcome} of send {SendId} could not be stored")]
    public static partial void NotStored(this ILogger log, Exception failed, string outcome, long sendId);

    [LoggerMessage(6, LogLevel.Error, "The pump of {RateKey} could not be started")]
    public static partial void NotStarted(this ILogger log, Exception failed, string rateKey);

    [LoggerMessage(7, LogLevel.Error, "What was read back for {RateKey} could not be stored; it is read again")]
    public static partial void NotReadBack(this ILogger log, Exception failed, string rateKey);

    [LoggerMessage(21, LogLevel.Error, "Send {SendId} attempt {AttemptId} was dropped by the pump; its lease makes it Unknown")]
    public static partial void Dropped(this ILogger log, Exception unforeseen, long sendId, Guid attemptId);

    [LoggerMessage(8, LogLevel.Information, "Send {SendId} was found at Heymarket as message {MessageId}")]
    public static partial void Found(this ILogger log, long sendId, long messageId);
}
