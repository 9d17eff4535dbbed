using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HeymarketPortal.Data;

/// <summary>Refuses to save a row of a team other than the context's own. A second line behind the query filters.</summary>
internal sealed class TeamGuard : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private static void Check(DbContext? context)
    {
        if (context is not PortalDbContext { TeamId: { } teamId } db)
        {
            return;
        }
        foreach (var entry in db.ChangeTracker.Entries())
        {
            var foreign = entry is { State: not EntityState.Unchanged, Entity: ITeamRow row } && row.TeamId != teamId;
            var foreignChain = entry is { State: not EntityState.Unchanged, Entity: AuditEntry audit } && audit.Chain != teamId && audit.Chain != 0;
            if (foreign || foreignChain)
            {
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another team was about to be saved.");
            }
        }
    }
}
