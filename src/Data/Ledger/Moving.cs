using HeymarketPortal.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace HeymarketPortal.Data;

/// <summary>The compare-and-set behind every move of a send: no state is written but from where the move may start.</summary>
internal static class Moving
{
    /// <summary>Those that the move may take along.</summary>
    public static IQueryable<Send> For(this IQueryable<Send> sends, SendMove move) =>
        move.From is [var only] ? sends.Where(s => s.State == only) : sends.Where(s => move.From.Contains(s.State));

    /// <param name="more">What else changes with it.</param>
    /// <returns>How many have moved.</returns>
    public static Task<int> MoveAsync(this IQueryable<Send> sends, SendMove move, DateTimeOffset now, Action<UpdateSettersBuilder<Send>>? more = null) =>
        sends.For(move).ExecuteUpdateAsync(set =>
        {
            set.SetProperty(s => s.State, move.To).SetProperty(s => s.StateAt, now);
            more?.Invoke(set);
        });

    /// <summary>The same condition for statements written by hand.</summary>
    public static string Sql(this SendMove move) => $"\"State\" IN ({string.Join(", ", move.From.Select(state => $"'{state}'"))})";
}
