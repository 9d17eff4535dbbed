using System.CommandLine;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Hosting;

/// <summary><c>team NAME --key-from-stdin</c>: a team with a working API key, unattended.</summary>
internal static class TeamCommand
{
    public static Command Make(CommandHost host)
    {
        var name = new Argument<string>("NAME") { Description = "The team's name; its address follows: \"Twin Clinic\" is twin-clinic." };
        var key = new Option<bool>("--key-from-stdin") { Description = "Reads a static API key from standard input.", Required = true };
        var zone = new Option<string?>("--time-zone") { Description = "Such as America/Los_Angeles. The server's own when not given.", HelpName = "ZONE" };
        var admin = new Option<string?>("--admin") { Description = "The account that becomes its Admin. The first administrator when not given.", HelpName = "EMAIL" };
        var sandbox = new Option<bool>("--sandbox") { Description = "The team's requests go to the sandbox of the portal that runs." };
        var command = new Command("team", "Makes a team with an API key that works.") { name, key, zone, admin, sandbox };
        command.SetAction(parsed => host.RunAsync(services => RunAsync(services, new(
            parsed.GetValue(name)!, parsed.GetValue(zone), parsed.GetValue(admin), parsed.GetValue(sandbox)))));
        return command;
    }

    private sealed record Wish(string Name, string? TimeZone, string? Admin, bool Sandbox);

    private static async Task<CommandAnswer> RunAsync(IServiceProvider services, Wish wish)
    {
        var credentials = new ApiKeyCredentials.Static((await Console.In.ReadLineAsync() ?? "").Trim());
        if (credentials.Problem is { } unusable)
        {
            return No(unusable);
        }
        var admin = await AdminAsync(services.GetRequiredService<Database>(), wish.Admin);
        if (admin is null && wish.Admin is not null)
        {
            return No($"No account signs in as {wish.Admin}.");
        }
        var verified = await services.GetRequiredService<KeyProbe>().VerifyAsync(credentials, wish.Sandbox);
        if (verified is not Verification.Works works)
        {
            return No(((Verification.Failed)verified).Sentence);
        }
        var zone = wish.TimeZone ?? TimeZones.Default(services.GetRequiredService<TimeProvider>());
        var made = await services.GetRequiredService<TeamDirectory>().CreateAsync(null, wish.Name, zone, wish.Sandbox);
        if (made is not TeamAnswer.Done team)
        {
            return No(((TeamAnswer.Refused)made).Sentence);
        }
        if (admin is not null)
        {
            await services.GetRequiredService<Database>().WriteAsync(team.TeamId, db =>
                services.GetRequiredService<Memberships>().AddAsync(db, team.TeamId, admin.Id, Role.Admin, by: null));
        }
        var added = await services.GetRequiredService<ApiKeys>().AddFromConsoleAsync(team.TeamId, credentials, null, works.Facts);
        return added is ApiKeyAnswer.Refused refused
            ? new(false, $"Made the team at /t/{team.Slug}, but without its API key: {refused.Sentence}")
            : new(true, $"Made the team {wish.Name} at /t/{team.Slug}. Its API key is in use and sees {works.Inboxes} inboxes" +
                $"{(works.Facts.HeymarketTeam is { } account ? $" of {account}" : "")}. {(admin is null ? "Nobody is in the team yet." : $"{admin.Email} is its Admin.")}");
    }

    private static Task<Account?> AdminAsync(Database database, string? email)
    {
        var normalised = email?.Trim().ToUpperInvariant();
        return database.ReadAsync(null, db => db.Users.AsNoTracking()
            .Where(a => a.DisabledAt == null && (normalised == null ? a.Administrator : a.NormalizedEmail == normalised))
            .OrderBy(a => a.Id).FirstOrDefaultAsync());
    }

    private static CommandAnswer No(string sentence) => new(false, $"No team was made. {sentence}");
}
