namespace HeymarketPortal.Teams;

public static class TeamServices
{
    /// <summary>Teams, their members and their API keys. Needs <c>AddData</c> and <c>AddSending</c>.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services)
    {
        services.AddSingleton<TeamChanges>();
        services.AddSingleton<TeamDirectory>();
        services.AddSingleton<Memberships>();
        services.AddSingleton<ApiKeySeal>();
        services.AddSingleton<ApiKeys>();
        return services;
    }
}
