using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Hosting;

/// <summary>
/// What has to be right before anything is served, sent or changed by a command, in this order. Holds the database's lock for
/// as long as it lives.
/// </summary>
internal sealed class PortalStart(
    IConfiguration configuration, PortalFiles files, MasterKeySource keys, Schema schema, IServiceProvider services, ILogger<PortalStart> log)
    : IDisposable
{
    private readonly DatabaseLock _lock = new();

    /// <param name="serving">
    /// A portal that serves owns its database. A command may run beside it: then it leaves migrations and unfinished sends alone.
    /// </param>
    /// <param name="alone">For a command that must not run beside a portal that serves.</param>
    public async Task<StartProblem?> ReadyAsync(bool serving, bool alone = false)
    {
        if ((files.Problem ?? (serving ? CheckUrls() : null) ?? CheckAddress() ?? CheckSending() ?? files.MakeFolder() ?? _lock.Take(files.Database)) is { } problem)
        {
            return problem;
        }
        if ((serving || alone) && !_lock.Held)
        {
            return StartProblem.InUse(files.Database);
        }
        try
        {
            return await OpenAsync() ?? (serving ? await RecoverAsync() : null);
        }
        catch (SqliteException refused)
        {
            return StartProblem.Unusable(files.Database, refused.Message.TrimEnd('.'));
        }
    }

    public void Dispose() => _lock.Dispose();

    private async Task<StartProblem?> OpenAsync()
    {
        var found = await schema.LookAsync();
        if (found.Unknown is { } unknown)
        {
            return StartProblem.Newer(files.Database, unknown);
        }
        if (found.Pending && !_lock.Held)
        {
            return StartProblem.InUse(files.Database);
        }
        if (keys.Load(mayMake: _lock.Held && !found.Sealed) is { } problem)
        {
            return problem;
        }
        if (found.Pending)
        {
            await schema.MigrateAsync();
        }
        if (_lock.Held)
        {
            await schema.UseWriteAheadLogAsync();
        }
        // Resolved only now: both need the keys.
        var (secret, database) = (services.GetRequiredService<PortalSecret>(), services.GetRequiredService<Database>());
        return await secret.OpenAsync(database, keys.Keys, adds: _lock.Held) ? null : StartProblem.WrongMasterKey;
    }

    private async Task<StartProblem?> RecoverAsync()
    {
        var lost = await services.GetRequiredService<LedgerClaims>().RecoverAsync();
        if (lost > 0)
        {
            log.LogWarning("{Count} sends were on their way when the portal stopped. Their outcome is unknown; nothing is sent again.", lost);
        }
        return null;
    }

    private StartProblem? CheckSending()
    {
        var (sending, heymarket) = (services.GetRequiredService<SendingOptions>(), services.GetRequiredService<HeymarketOptions>());
        var wrong = sending.Problem ?? heymarket.Problem ?? (sending.LeaseSeconds > heymarket.WholeSeconds ? null
            : "Sending:LeaseSeconds does not exceed Heymarket:WholeSeconds, so an answer that is still coming would count as lost");
        return wrong is null ? null : StartProblem.WrongSetting(wrong);
    }

    // Kestrel takes a port with a letter in it for the end of a name, and listens to everybody at port 80.
    private StartProblem? CheckUrls() =>
        Addresses.Wrong(configuration) is { } wrong ? StartProblem.WrongSetting($"Invalid url: '{wrong}'") : null;

    private StartProblem? CheckAddress() =>
        configuration["Heymarket:BaseAddress"] is not { } given
            || (Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            ? null
            : StartProblem.WrongAddress(given);
}
