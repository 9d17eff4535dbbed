using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Data;

/// <summary>A database that cannot be written, in words: for whoever pressed a button and for the log.</summary>
public static class StoreTrouble
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Full = 13, CannotOpen = 14;

    public static bool Is(Exception failed) => failed is DbException or DbUpdateException;

    /// <summary>Whether it lies outside and ends when its cause does: a full disk, another program's lock.</summary>
    public static bool MayPass(Exception failed) => CodeOf(failed) is Busy or Locked or ReadOnly or InputOutput or Full or CannotOpen;

    /// <summary>What is wrong, and what ends it.</summary>
    public static string Sentence(Exception failed) => CodeOf(failed) switch
    {
        Full => "The portal's disk is full. Whoever runs the portal has to make room.",
        Busy or Locked => "The portal's database is busy: another program holds it.",
        ReadOnly or CannotOpen => "The portal may not write to its database. Whoever runs the portal has to look after it.",
        _ => "The portal's database could not be written just now.",
    };

    /// <summary>Runs a write that answers with a sentence when it refuses; a database that cannot be written refuses too.</summary>
    internal static async Task<string?> RefusesAsync(Func<Task<string?>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception failed) when (Is(failed))
        {
            return $"{Sentence(failed)} Nothing was changed: try again in a moment.";
        }
    }

    private static int? CodeOf(Exception failed) => (failed as SqliteException ?? failed.InnerException as SqliteException)?.SqliteErrorCode;
}
