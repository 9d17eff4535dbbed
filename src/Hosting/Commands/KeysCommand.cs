using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using HeymarketPortal.Data;
using HeymarketPortal.Data.Secrets;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Hosting;

/// <summary><c>keys rewrap</c> and <c>keys rotate-data</c>: other master and data keys, beside a portal that goes on sending.</summary>
internal static class KeysCommand
{
    public static Command Make(CommandHost host)
    {
        var rewrap = new Command("rewrap", "Wraps everything with the newest master key, so that the others can go. The portal may go on sending.");
        rewrap.SetAction(parsed => host.RunAsync(services => TryAsync(services, RewrapAsync)));
        var team = new Option<string?>("--team") { Description = "The team's name in addresses; every team without it.", HelpName = "SLUG" };
        var rotate = new Command("rotate-data", "Seals the API keys of a team, or of all, under a new data key. The portal may go on sending.") { team };
        rotate.SetAction(parsed => host.RunAsync(services => TryAsync(services, all => RotateAsync(all, parsed.GetValue(team)))));
        return new Command("keys", "rewrap and rotate-data change the keys that seal what is stored.") { rewrap, rotate };
    }

    private static async Task<CommandAnswer> TryAsync(IServiceProvider services, Func<IServiceProvider, Task<CommandAnswer>> work)
    {
        var writer = services.GetRequiredService<MasterKeys>().Writer;
        if (!await services.GetRequiredService<MasterKeyChange>().WriterIsKnownAsync())
        {
            return new(false, $"Nothing was done. The portal that runs does not know the master key {writer}. Start it again with it beside the others, then do this.");
        }
        try
        {
            return await work(services);
        }
        catch (Exception failed) when (failed is DbException or DbUpdateException or CryptographicException)
        {
            return new(false, $"It ended half-way: {failed.GetBaseException().Message.TrimEnd('.')}. What was done holds; the same command goes on from there.");
        }
    }

    private static async Task<CommandAnswer> RewrapAsync(IServiceProvider services)
    {
        var writer = services.GetRequiredService<MasterKeys>().Writer;
        var done = await services.GetRequiredService<MasterKeyChange>().RewrapAsync();
        if (done.Stuck.Count > 0)
        {
            return new(false, $"No present master key opens the data key of {string.Join(", ", done.Stuck)}. {Count(done.Teams, "other data key")} wrapped by {writer}. Keep every master key until this says that it is needless.");
        }
        var needless = done.Needless.Count == 0 ? "" : $" Needless from now on: {string.Join(", ", done.Needless)}. Take {(done.Needless.Count == 1 ? "it" : "them")} out of the settings and start the portal again; backups made until now still need {(done.Needless.Count == 1 ? "it" : "them")}.";
        return new(true, $"Everything is wrapped by the master key {writer}: {Count(done.Teams, "data key")} and {Count(done.Cookies, "key")} of cookies were changed.{needless}");
    }

    private static async Task<CommandAnswer> RotateAsync(IServiceProvider services, string? slug)
    {
        var teams = await services.GetRequiredService<Database>().ReadAsync(null, db => db.Teams.AsNoTracking()
            .Where(t => slug == null || t.Slug == slug).OrderBy(t => t.Id).Select(t => new { t.Id, t.Slug }).ToListAsync());
        if (teams.Count == 0)
        {
            return new(false, slug is null ? "Nothing was done. There is no team." : $"Nothing was done. There is no team {slug}.");
        }
        List<string> lines = [];
        foreach (var team in teams)
        {
            lines.Add($"Team {team.Slug}: a new data key, {Count(await services.GetRequiredService<DataKeyChange>().RunAsync(team.Id), "API key")} sealed with it.");
        }
        return new(true, string.Join('\n', lines));
    }

    private static string Count(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");
}
