using System.CommandLine;
using System.Data.Common;
using System.Text;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Hosting;

/// <summary><c>enqueue FILE.jsonl --team SLUG --as EMAIL</c>: many sends from a file, by the same rules as the page.</summary>
internal static class EnqueueCommand
{
    public static Command Make(CommandHost host)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "One JSON object a line: the fields of Heymarket's send request, and send_at." };
        var team = new Option<string>("--team") { Description = "The team's name in addresses, such as twin-clinic.", HelpName = "SLUG", Required = true };
        var account = new Option<string>("--as") { Description = "The account that sends. It needs the rights that the page asks for.", HelpName = "EMAIL", Required = true };
        var repeat = new Option<bool>("--repeat") { Description = "Sends what went to the same recipient minutes ago a second time." };
        var command = new Command("enqueue", "Queues the sends of a file while the portal is stopped. They leave once it runs.") { file, team, account, repeat };
        command.SetAction(parsed => host.RunAsync(services => RunAsync(services, new(
            parsed.GetValue(file)!, parsed.GetValue(team)!, parsed.GetValue(account)!, parsed.GetValue(repeat))), alone: true));
        return command;
    }

    private sealed record Wish(FileInfo File, string Team, string Account, bool Repeat);

    private static async Task<CommandAnswer> RunAsync(IServiceProvider services, Wish wish)
    {
        if (!wish.File.Exists)
        {
            return No($"There is no file {wish.File.FullName}.");
        }
        if (await AccessAsync(services, wish) is not { } access)
        {
            return No($"No account {wish.Account} is a member of a team {wish.Team}.");
        }
        var database = services.GetRequiredService<Database>();
        var options = services.GetRequiredService<SendingOptions>();
        var facts = await EnqueueFacts.OfAsync(database, services.GetRequiredService<HeymarketOptions>(), options, access);
        var file = new EnqueueFile(wish.File.FullName, facts, wish.Repeat, Console.Error, services.GetRequiredService<TimeProvider>());
        try
        {
            var answer = await services.GetRequiredService<LedgerBulk>().ConfirmAsync(access.Actor, file.Confirm(), file.Refuse);
            if ((answer.Refusal ?? (file.Lines == 0 ? "The file is empty." : null)) is { } refusal)
            {
                return No(refusal);
            }
            file.TellWarnings();
            return Tell(answer, file.Lines, options);
        }
        catch (DecoderFallbackException)
        {
            return No("The file is not UTF-8.");
        }
        catch (Exception failed) when (failed is DbException or DbUpdateException or IOException or UnauthorizedAccessException)
        {
            return No($"{failed.GetBaseException().Message.TrimEnd('.')}. The same file can be given again.");
        }
    }

    private static async Task<TeamAccess?> AccessAsync(IServiceProvider services, Wish wish)
    {
        var normalised = wish.Account.Trim().ToUpperInvariant();
        var id = await services.GetRequiredService<Database>().ReadAsync(null, db => db.Users.AsNoTracking()
            .Where(a => a.NormalizedEmail == normalised && a.DisabledAt == null).Select(a => (long?)a.Id).FirstOrDefaultAsync());
        return id is { } account ? await services.GetRequiredService<TeamDirectory>().AccessAsync(account, wish.Team) : null;
    }

    private static CommandAnswer Tell(BulkAnswer answer, int lines, SendingOptions options)
    {
        var refused = answer.Stored == lines ? "" : $" of {lines:N0}. The lines named above were refused";
        var then = answer switch
        {
            { Stored: 0 } => "",
            { Held: { } reason } => $" What was queued waits: {reason}",
            _ => $" What was queued leaves once the portal runs; what cannot leave within {options.NotAfterMinutes} minutes of its turn does not leave any more.",
        };
        return new(answer.Stored == lines, $"Queued {answer.Stored:N0}{refused}.{then}");
    }

    private static CommandAnswer No(string sentence) => new(false, $"Nothing was queued. {sentence}");
}
