using HeymarketPortal.Sending;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HeymarketPortal.Data;

/// <summary>
/// Every row of the portal. A context knows its team: rows of other teams are filtered out and refused on save. Without a
/// team it reads no team row unless a query says so by name (<see cref="TeamFilter"/>).
/// </summary>
public sealed class PortalDbContext(DbContextOptions<PortalDbContext> options)
    : IdentityUserContext<Account, long>(options), IDataProtectionKeyContext
{
    /// <summary>The name of the query filter on every <see cref="ITeamRow"/>.</summary>
    public const string TeamFilter = "Team";

    public long? TeamId { get; set; }

    public DbSet<Team> Teams => Set<Team>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<AccountLink> AccountLinks => Set<AccountLink>();
    public DbSet<AccountSession> Sessions => Set<AccountSession>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<Send> Sends => Set<Send>();
    public DbSet<Draft> Drafts => Set<Draft>();
    public DbSet<Evidence> Evidence => Set<Evidence>();
    public DbSet<HookEvent> HookEvents => Set<HookEvent>();
    public DbSet<OptOut> OptOuts => Set<OptOut>();
    public DbSet<Attempt> AttemptRows => Set<Attempt>();
    public DbSet<Canary> Canaries => Set<Canary>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);

        builder.Entity<Membership>().HasQueryFilter(TeamFilter, row => row.TeamId == TeamId);
        builder.Entity<ApiKey>().HasQueryFilter(TeamFilter, row => row.TeamId == TeamId);
        builder.Entity<Send>().HasQueryFilter(TeamFilter, row => row.TeamId == TeamId);
        builder.Entity<Draft>().HasQueryFilter(TeamFilter, row => row.TeamId == TeamId);
        builder.Entity<Evidence>().HasQueryFilter(TeamFilter, row => row.TeamId == TeamId);
        builder.Entity<HookEvent>().HasQueryFilter(TeamFilter, row => row.TeamId == TeamId);
        builder.Entity<OptOut>().HasQueryFilter(TeamFilter, row => row.TeamId == TeamId);
        builder.Entity<Attempt>().HasQueryFilter(TeamFilter, row => row.TeamId == TeamId);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite cannot order or compare DateTimeOffset; both providers store Unix milliseconds in UTC.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Milliseconds>();
        configurationBuilder.Properties<SendKind>().HaveConversion<string>();
        configurationBuilder.Properties<SendState>().HaveConversion<string>();
        configurationBuilder.Properties<Delivery>().HaveConversion<string>();
        configurationBuilder.Properties<EvidenceSource>().HaveConversion<string>();
        configurationBuilder.Properties<EvidenceVerdict>().HaveConversion<string>();
        configurationBuilder.Properties<Failure>().HaveConversion<string>();
        configurationBuilder.Properties<Role>().HaveConversion<string>();
        configurationBuilder.Properties<ApiKeyKind>().HaveConversion<string>();
        configurationBuilder.Properties<ApiKeyState>().HaveConversion<string>();
        configurationBuilder.Properties<AccountLinkKind>().HaveConversion<string>();
    }

    private sealed class Milliseconds() : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
}
