using HeymarketPortal.Data;

namespace HeymarketPortal.Teams;

/// <summary>
/// What a member must be allowed to do to open a page under <c>/t/{team}</c>. Every such page carries it; one that does not is
/// open to admins only.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class TeamPageAttribute(Permission permission = Permission.Browse) : Attribute
{
    public Permission Permission { get; } = permission;
}
