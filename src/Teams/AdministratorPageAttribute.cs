namespace HeymarketPortal.Teams;

/// <summary>A page that manages the whole portal, under <c>/admin</c>: for portal administrators only.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AdministratorPageAttribute : Attribute;
