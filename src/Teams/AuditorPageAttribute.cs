namespace HeymarketPortal.Teams;

/// <summary>A page that reads over all teams: for auditors only.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AuditorPageAttribute : Attribute;
