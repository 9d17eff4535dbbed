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
        services.AddSingleton<ApiKeyUpkeep>();
        services.AddSingleton<SharedKeys>();
        services.AddSingleton<DataKeyChange>();
        services.AddSingleton<TeamHooks>();
        services.AddSingleton<TeamSettings>();
        return services;
    }

    /// <summary>Put it after authentication and authorization, before the pages.</summary>
    public static IApplicationBuilder UseTeamGate(this IApplicationBuilder app) => app.UseMiddleware<TeamGate>();
}
