using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HeymarketPortal.Data;

internal sealed class TeamShape : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> team)
    {
        team.Property(t => t.Name).HasMaxLength(80);
        team.Property(t => t.Slug).HasMaxLength(60);
        team.HasIndex(t => t.Slug).IsUnique();
        team.HasIndex(t => t.HookPath).IsUnique();
    }
}

internal sealed class MembershipShape : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> membership)
    {
        membership.HasKey(m => new { m.TeamId, m.AccountId });
        membership.HasOne(m => m.Account).WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.Cascade);
        membership.HasOne(m => m.Team).WithMany().HasForeignKey(m => m.TeamId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AccountLinkShape : IEntityTypeConfiguration<AccountLink>
{
    public void Configure(EntityTypeBuilder<AccountLink> link)
    {
        link.HasIndex(l => l.TokenHash).IsUnique();
        link.HasIndex(l => l.TeamId);
    }
}

internal sealed class AccountSessionShape : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> session)
    {
        session.HasIndex(s => s.TokenHash).IsUnique();
        session.HasIndex(s => s.EndsAt);
        session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RecoveryCodeShape : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> code)
    {
        code.HasKey(c => new { c.AccountId, c.Hash });
        code.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

// As Identity's third schema has it. The schema is asked for by number from services that the design of the model does not have.
internal sealed class PasskeyShape : IEntityTypeConfiguration<IdentityUserPasskey<long>>
{
    private const int LongestId = 1024;

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<long>> passkey)
    {
        passkey.ToTable("AspNetUserPasskeys");
        passkey.HasKey(p => p.CredentialId);
        passkey.Property(p => p.CredentialId).HasMaxLength(LongestId);
        passkey.Property<DateTimeOffset?>(Passkey.LastUsedAt);
        passkey.OwnsOne(p => p.Data).ToJson();
        passkey.HasIndex(p => p.UserId);
        passkey.HasOne<Account>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ApiKeyShape : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.HasAlternateKey(k => new { k.TeamId, k.Id });
        key.HasOne<Team>().WithMany().HasForeignKey(k => k.TeamId).OnDelete(DeleteBehavior.Restrict);
        // One key at most signs a team's requests, working or not.
        key.HasIndex(k => k.TeamId).IsUnique().HasFilter("\"State\" IN ('InUse', 'NeedsAttention')");
        key.HasIndex(k => k.RateKey);
    }
}

internal sealed class AuditEntryShape : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry) =>
        entry.HasIndex(e => new { e.Chain, e.Sequence }).IsUnique();
}

internal sealed class SendShape : IEntityTypeConfiguration<Send>
{
    public void Configure(EntityTypeBuilder<Send> send)
    {
        send.HasAlternateKey(s => new { s.TeamId, s.Id });
        send.HasOne<Team>().WithMany().HasForeignKey(s => s.TeamId).OnDelete(DeleteBehavior.Restrict);
        send.HasIndex(s => s.LocalId).IsUnique();
        send.HasIndex(s => s.RequestId).IsUnique();
        send.HasIndex(s => new { s.RateKey, s.State, s.Bulk, s.DueAt, s.Id });
        send.HasIndex(s => new { s.TeamId, s.State, s.Id });
        // Earlier texts to the same recipient.
        send.HasIndex(s => new { s.TeamId, s.PhoneNumber });
        send.HasIndex(s => new { s.TeamId, s.ListId });
        send.HasIndex(s => new { s.TeamId, s.DueAt });
        // The filters of the history. SQLite ends every index with the id, so that each gives its sends in their order.
        send.HasIndex(s => new { s.TeamId, s.CreatedAt });
        send.HasIndex(s => new { s.TeamId, s.Kind });
        send.HasIndex(s => new { s.TeamId, s.InboxId });
        send.HasIndex(s => new { s.TeamId, s.AccountId });
        send.HasIndex(s => new { s.TeamId, s.Delivery }).HasFilter("\"Delivery\" IS NOT NULL");
        send.HasIndex(s => new { s.TeamId, s.FoundConversationId }).HasFilter("\"FoundConversationId\" IS NOT NULL");
        // Whoever sends it again comes first; a second one finds that.
        send.HasIndex(s => s.AgainOf).IsUnique().HasFilter("\"AgainOf\" IS NOT NULL");
        send.HasIndex(s => new { s.TeamId, s.InsteadOf }).HasFilter("\"InsteadOf\" IS NOT NULL");
        send.HasIndex(s => s.CheckAt).HasFilter("\"CheckAt\" IS NOT NULL");
        send.HasIndex(s => new { s.TeamId, s.MessageId }).HasFilter("\"MessageId\" IS NOT NULL");
        // What is still to be erased, oldest first.
        send.HasIndex(s => new { s.TeamId, s.DueAt }, "IX_Sends_ToErase").HasFilter("\"ErasedAt\" IS NULL");
        send.Ignore(s => s.Content);
        send.Ignore(s => s.Form);
    }
}

internal sealed class DraftShape : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> draft)
    {
        draft.Property(d => d.Id).ValueGeneratedNever();
        draft.HasOne<Team>().WithMany().HasForeignKey(d => d.TeamId).OnDelete(DeleteBehavior.Restrict);
        draft.HasOne<Account>().WithMany().HasForeignKey(d => d.AccountId).OnDelete(DeleteBehavior.Cascade);
        draft.HasIndex(d => new { d.TeamId, d.AccountId, d.UpdatedAt });
    }
}

internal sealed class EvidenceShape : IEntityTypeConfiguration<Evidence>
{
    public void Configure(EntityTypeBuilder<Evidence> evidence)
    {
        evidence.ToTable("Evidence");
        evidence.HasOne<Send>().WithMany().HasForeignKey(e => new { e.TeamId, e.SendId })
            .HasPrincipalKey(s => new { s.TeamId, s.Id }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class HookEventShape : IEntityTypeConfiguration<HookEvent>
{
    public void Configure(EntityTypeBuilder<HookEvent> hook)
    {
        hook.HasOne<Team>().WithMany().HasForeignKey(h => h.TeamId).OnDelete(DeleteBehavior.Restrict);
        hook.HasIndex(h => new { h.TeamId, h.Fingerprint }).IsUnique();
        hook.HasIndex(h => h.ReceivedAt).HasFilter("\"HandledAt\" IS NULL");
    }
}

internal sealed class OptOutShape : IEntityTypeConfiguration<OptOut>
{
    public void Configure(EntityTypeBuilder<OptOut> optOut)
    {
        optOut.HasKey(o => new { o.TeamId, o.PhoneNumber });
        optOut.HasOne<Team>().WithMany().HasForeignKey(o => o.TeamId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AttemptShape : IEntityTypeConfiguration<Attempt>
{
    public void Configure(EntityTypeBuilder<Attempt> attempt)
    {
        attempt.ToTable("Attempts");
        attempt.Property(a => a.Id).ValueGeneratedNever();
        attempt.HasIndex(a => new { a.TeamId, a.RequestId }).HasFilter("\"RequestId\" IS NOT NULL");
        attempt.HasOne<Send>().WithMany().HasForeignKey(a => new { a.TeamId, a.SendId })
            .HasPrincipalKey(s => new { s.TeamId, s.Id }).OnDelete(DeleteBehavior.Restrict);
        attempt.HasOne<ApiKey>().WithMany().HasForeignKey(a => new { a.TeamId, a.ApiKeyId })
            .HasPrincipalKey(k => new { k.TeamId, k.Id }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CanaryShape : IEntityTypeConfiguration<Canary>
{
    public void Configure(EntityTypeBuilder<Canary> canary) => canary.HasKey(c => c.KeyId);
}
