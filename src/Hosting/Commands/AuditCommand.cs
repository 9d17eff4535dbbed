using System.CommandLine;
using System.Globalization;
using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Hosting;

/// <summary><c>audit verify [--anchors FILE]</c>: reads every audit chain, beside a portal that serves or without one.</summary>
internal static class AuditCommand
{
    public static Command Make(CommandHost host)
    {
        var file = new Option<FileInfo?>("--anchors") { Description = "A log of the portal's: its hourly anchors show when the end of a chain was cut off.", HelpName = "FILE" };
        var verify = new Command("verify", "Tells of every chain whether it holds. Exit code 1 when one does not.") { file };
        verify.SetAction(parsed => host.RunAsync(services => VerifyAsync(services, parsed.GetValue(file))));
        return new Command("audit", "verify reads every audit chain from its beginning.") { verify };
    }

    private static async Task<CommandAnswer> VerifyAsync(IServiceProvider services, FileInfo? file)
    {
        if (file is { Exists: false })
        {
            return new(false, $"Nothing was read. There is no file {file.FullName}.");
        }
        List<AuditAnchor> anchors = file is null ? [] : [.. File.ReadLines(file.FullName).SelectMany(AuditAnchor.In)];
        if (file is not null && anchors.Count == 0)
        {
            return new(false, $"Nothing was read. {file.FullName} holds no anchor.");
        }
        var teams = await services.GetRequiredService<Database>().ReadAsync(null, db => db.Teams.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Slug));
        var chains = services.GetRequiredService<AuditChains>();
        List<AuditVerdict> verdicts = [];
        foreach (var chain in teams.Keys.Append(AuditTrail.Portal).Union((await chains.HeadsAsync()).Select(head => head.Chain)).Union(anchors.Select(anchor => anchor.Chain)).Order())
        {
            verdicts.Add(await chains.VerifyAsync(chain, anchors));
        }
        return new(verdicts.TrueForAll(verdict => verdict.BreaksAt is null), string.Join('\n', verdicts.Select(verdict => Line(verdict, Named(verdict.Chain, teams)))));
    }

    private static string Named(long chain, Dictionary<long, string> teams) =>
        chain == AuditTrail.Portal ? "The portal" : teams.TryGetValue(chain, out var slug) ? $"Team {slug}" : $"Chain {chain} of no team";

    private static string Line(AuditVerdict verdict, string name) => verdict.BreaksAt is { } broken
        ? string.Create(CultureInfo.InvariantCulture, $"{name}: does not hold from entry {broken} on. {verdict.Why}")
        : string.Create(CultureInfo.InvariantCulture, $"{name}: {verdict.Entries} {(verdict.Entries == 1 ? "entry holds" : "entries hold")}.{(verdict.Head is { } head ? $" Head {head}" : "")}");
}
