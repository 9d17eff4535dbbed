using System.CommandLine;
using HeymarketPortal.Accounts;

namespace HeymarketPortal.Hosting;

/// <summary><c>account reset EMAIL</c> and <c>account reset-second-factor EMAIL</c>: the ways back in when no administrator can sign in to help.</summary>
internal static class AccountCommand
{
    public static Command Make(CommandHost host)
    {
        var email = new Argument<string>("EMAIL") { Description = "What the account signs in with." };
        var reset = new Command("reset", "Prints a link that sets a new password: one hour, once.") { email };
        reset.SetAction(parsed => host.RunAsync(services => ResetAsync(services, parsed.GetValue(email)!)));
        var factor = new Command("reset-second-factor", "Takes app, passkeys and recovery codes from an account: its password alone signs in.") { email };
        factor.SetAction(parsed => host.RunAsync(services => ResetFactorAsync(services, parsed.GetValue(email)!)));
        return new Command("account", "reset EMAIL prints a link that sets a new password; reset-second-factor EMAIL takes the second factor.") { reset, factor };
    }

    private static async Task<CommandAnswer> ResetAsync(IServiceProvider services, string email)
    {
        var answer = await services.GetRequiredService<AccountLinks>().CreateResetAsync(administratorId: null, email);
        return answer switch
        {
            LinkAnswer.Made made => new(true, $"""
                {AddressOf(services)}{made.Path}
                Opens until {made.ExpiresAt.ToLocalTime():t}, once. Behind a proxy, put the portal's own address in front.
                """),
            LinkAnswer.Refused refused => new(false, $"No link was made. {refused.Sentence}"),
            _ => new(false, "No link was made."),
        };
    }

    private static async Task<CommandAnswer> ResetFactorAsync(IServiceProvider services, string email) =>
        await services.GetRequiredService<AccountAdministration>().ResetSecondFactorFromConsoleAsync(email) is { } refusal
            ? new(false, $"Nothing was changed. {refusal}")
            : new(true, "The second factor is gone, and every session of the account has ended. Its password alone signs in now.");

    private static string AddressOf(IServiceProvider services) =>
        Addresses.Configured(services.GetRequiredService<IConfiguration>()) is { } own
            ? Addresses.ForPeople(own).GetLeftPart(UriPartial.Authority)
            : Addresses.Default;
}
