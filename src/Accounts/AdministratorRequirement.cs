using HeymarketPortal.Teams;
using Microsoft.AspNetCore.Authorization;

namespace HeymarketPortal.Accounts;

/// <summary>Manages the whole portal. Read from the account each time: a right that was taken away is gone at once.</summary>
public sealed class AdministratorRequirement : IAuthorizationRequirement
{
    public const string Policy = "Administrator";
}

internal sealed class AdministratorHandler(TeamDirectory teams) : AuthorizationHandler<AdministratorRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AdministratorRequirement requirement)
    {
        if (CurrentAccount.Of(context.User) is { Id: var id } && await teams.IsAdministratorAsync(id))
        {
            context.Succeed(requirement);
        }
    }
}
