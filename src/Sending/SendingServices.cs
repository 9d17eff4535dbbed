namespace HeymarketPortal.Sending;

public static class SendingServices
{
    public static IServiceCollection AddSending(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Sending").Get<SendingOptions>() ?? new SendingOptions();
        services.AddSingleton(options);
        services.AddSingleton<Bell>();
        services.AddSingleton<SendChanges>();
        services.AddSingleton<BackOff>();
        return services;
    }
}
