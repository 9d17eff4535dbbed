using HeymarketPortal.Data.Secrets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HeymarketPortal.Data;

public static class DataServices
{
    /// <summary>The database, the ledger and the audit trail. <see cref="MasterKeys"/> is registered by the start of the process.</summary>
    public static IServiceCollection AddData(this IServiceCollection services, string connectionString)
    {
        // The pragma alone still blocked a thread for 30 s: the command timeout counts too.
        var connection = new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = 5, ForeignKeys = true }.ToString();
        services.AddDbContextFactory<PortalDbContext>(options => options
            .UseSqlite(connection)
            .AddInterceptors(new SqlitePragmas(), new TeamGuard()));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<WriteGate>();
        services.AddSingleton<Database>();
        services.AddSingleton<GroupCommit>();
        services.AddSingleton<PortalSecret>();
        services.AddSingleton<TeamVault>();
        services.AddSingleton<MasterKeyChange>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditChains>();
        services.AddSingleton<Ledger>();
        services.AddSingleton<LedgerBulk>();
        services.AddSingleton<LedgerClaims>();
        services.AddSingleton<LedgerEvidence>();
        services.AddSingleton<LedgerAgain>();
        services.AddSingleton<HeldSends>();
        services.AddSingleton<HookLog>();
        services.AddSingleton<OptOuts>();
        services.AddSingleton<QueueOrder>();
        services.AddSingleton<LedgerCounts>();
        services.AddSingleton<TeamStops>();
        services.AddSingleton<Drafts>();
        services.AddSingleton<Eraser>();
        services.AddSingleton<Compactor>();
        return services;
    }
}
