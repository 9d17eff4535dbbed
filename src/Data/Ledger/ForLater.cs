using System.Linq.Expressions;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Data;

/// <summary>
/// Tells a send that somebody scheduled from one that only waits for its undo. Both are Scheduled; an undo window is never longer than
/// <see cref="SendingOptions.LongestHold"/>, so that whatever is due later was given a time.
/// </summary>
public static class ForLater
{
    private const long Longest = SendingOptions.LongestHold * 1_000;

    // The columns hold Unix milliseconds; the casts let the database subtract them.
    public static Expression<Func<Send, bool>> Is { get; } = s => s.State == SendState.Scheduled
        && (long)(object)s.DueAt - (long)(object)s.CreatedAt > Longest;

    public static Expression<Func<Send, bool>> IsNot { get; } = Expression.Lambda<Func<Send, bool>>(Expression.Not(Is.Body), Is.Parameters);

    /// <summary>Whether a send was given a time, where it is at hand already and whatever became of it.</summary>
    public static bool TimeGiven(DateTimeOffset createdAt, DateTimeOffset dueAt) => (dueAt - createdAt).TotalMilliseconds > Longest;
}
