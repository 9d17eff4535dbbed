using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Pages.History;

/// <summary>The whole portal on a real Kestrel, its administrator signed in, and sends put where the ledger would have put them.</summary>
public sealed class ExportStage : PortalHost
{
    private static readonly CsvConfiguration Plain = new(CultureInfo.InvariantCulture) { HasHeaderRecord = false };
    private long _numbered;

    public PortalClient Ada { get; private set; } = null!;
    public long AdaId { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Ada = NewClient();
        using var signedIn = await Ada.SignInAsync();
        AdaId = await Get<Database>().ReadAsync(null, db => db.Users.Where(a => a.Email == Email).Select(a => a.Id).SingleAsync());
    }

    /// <summary>A team of its own for a test, Ada its Admin.</summary>
    public async Task<TeamAccess> TeamAsync(string zone = "America/Los_Angeles")
    {
        var made = Assert.IsType<TeamAnswer.Done>(await Get<TeamDirectory>().CreateAsync(AdaId, $"Team {Interlocked.Increment(ref _numbered)}", zone, sandbox: false));
        return (await Get<TeamDirectory>().AccessAsync(AdaId, made.Slug))!;
    }

    /// <summary>Sends that have ended, in this order.</summary>
    public Task<List<Send>> AddAsync(TeamAccess team, int count, Action<Send, int>? shape = null) => Get<Database>().WriteAsync(team.TeamId, db =>
    {
        var sends = Enumerable.Range(0, count).Select(i => Shaped(team, i, shape)).ToList();
        db.Sends.AddRange(sends);
        return Task.FromResult(sends);
    });

    /// <summary>Through the real doors, in a browser of its own.</summary>
    public async Task<PortalClient> InviteAsync(TeamAccess team, string email, Role role)
    {
        var link = Assert.IsType<LinkAnswer.Made>(await Get<AccountLinks>().CreateInvitationAsync(team.Actor, email, role));
        var client = NewClient();
        using var accepted = await client.SubmitAsync(link.Path, ("Form.Name", "Somebody"), ("Form.Password", "quiet-meadow-lantern-77"));
        return client;
    }

    public Task<List<string>> AuditAsync(TeamAccess team) => Get<Database>().ReadAsync(null, db => db.AuditEntries
        .Where(e => e.Chain == team.TeamId && e.Action.StartsWith("history.")).OrderBy(e => e.Sequence).Select(e => $"{e.Action} {e.Detail}").ToListAsync());

    /// <summary>Rows as an independent reader sees them, without the names of the columns.</summary>
    public static List<string[]> Rows(string csv)
    {
        using var reader = new CsvParser(new StringReader(csv.TrimStart('\ufeff')), Plain);
        List<string[]> read = [];
        while (reader.Read())
        {
            read.Add(reader.Record!);
        }
        return read[1..];
    }

    private static Send Shaped(TeamAccess team, int i, Action<Send, int>? shape)
    {
        var at = new DateTimeOffset(2026, 11, 1, 8, 30, 0, TimeSpan.Zero).AddMinutes(i);
        var send = new Send
        {
            TeamId = team.TeamId,
            State = SendState.Accepted,
            StateAt = at,
            LocalId = Guid.CreateVersion7().ToString(),
            RequestId = Guid.NewGuid(),
            RateKey = "export",
            InboxId = 1,
            InboxName = "Front desk",
            SenderId = 2,
            SenderName = "Sam Ortiz",
            AccountName = "Ada",
            PhoneNumber = "15105550142",
            Text = $"Text {i}",
            CreatedAt = at,
            DueAt = at,
            NotAfter = at.AddHours(1),
        };
        shape?.Invoke(send, i);
        return send;
    }
}
