using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Compose;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using HeymarketPortal.Tests;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.BrowserTests;

/// <summary>A portal with sends in every state and of every kind that a page shows, something scheduled and a draft.</summary>
public sealed partial class FilledPortal : PortalHost
{
    private static readonly (string Number, string Text, SendState? Shown)[] Sends =
    [
        ("4155550121", "Hi Rosa, your glasses are ready. We are open until 18:00.", null),
        ("4155550122", "Hi Theo, a reminder of your visit on Thursday at 14:15. Reply C to confirm, or R to choose another time.", null),
        ("4155550400", "Your results are in. Call us when it suits you.", null),
        ("4155550123", "We moved! From Monday you find us at 12 Harbor Lane.", null),
        ("4155550901", "Your prescription can be picked up from noon.", null),
        ("4155550124", "Dr. Bell has an opening tomorrow at 9:00. Would you like it?", SendState.Held),
        ("4155550125", "Thank you for coming in today.", SendState.Cancelled),
        ("4155550126", "Parking is behind the building.", SendState.NotSent),
        ("4155550129", "Your refill request went to the pharmacy on Telegraph Avenue.", SendState.NotFound),
        ("4155550127", "Please bring your insurance card. 🙂", null),
    ];

    // What is Unknown stays so while it is looked at: it is searched for at Heymarket tomorrow.
    public FilledPortal() : base(null, ("Sending:BackOff:FirstSeconds", "0.05"), ("Sending:BackOff:LongestSeconds", "0.1"), ("Heymarket:BaseAddress", "https://heymarket.invalid"),
        ("Sending:HoldSeconds", "0"), ("Sending:ReadBack:UnknownSeconds:0", "86400")) { }

    public TeamAccess Access { get; private set; } = null!;
    public long UnknownId { get; private set; }

    /// <summary>A conversation that the sandbox shows on a phone.</summary>
    public long ConversationId { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var account = await Get<Database>().ReadAsync(null, db => db.Users.Select(a => a.Id).SingleAsync());
        // Every page can be opened by her, the auditors' too.
        await Get<Database>().WriteAsync(null, db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(a => a.Auditor, true)));
        Access = (await Get<TeamDirectory>().AccessAsync(account, SandboxTeam))!;
        foreach (var (number, text, _) in Sends)
        {
            await ConfirmAsync(number, text);
        }
        await EndedAsync();
        await Get<Database>().WriteAsync(Access.TeamId, async db =>
        {
            foreach (var (number, _, shown) in Sends.Where(s => s.Shown is not null))
            {
                await db.Sends.Where(s => s.PhoneNumber == "1" + number).ExecuteUpdateAsync(set => set
                    .SetProperty(s => s.State, shown!.Value).SetProperty(s => s.MessageId, (long?)null).SetProperty(s => s.GalleryUrl, (string?)null)
                    .SetProperty(s => s.Reason, (string?)null).SetProperty(s => s.CheckAt, (DateTimeOffset?)null).SetProperty(s => s.NotAfter, DateTimeOffset.MaxValue.AddYears(-1)));
            }
        });
        var gallery = await Get<Database>().ReadAsync(Access.TeamId, db => db.Sends.Where(s => s.GalleryUrl != null).Select(s => s.GalleryUrl!).FirstAsync());
        ConversationId = long.Parse(new Uri(gallery).Segments[^1], CultureInfo.InvariantCulture);
        await AddKindsAsync();
        await EndedAsync();
        UnknownId = await Get<Database>().ReadAsync(Access.TeamId, db => db.Sends.Where(s => s.State == SendState.Unknown).Select(s => s.Id).SingleAsync());
        await Get<Database>().WriteAsync(Access.TeamId, db => db.Sends.Where(s => s.State == SendState.NotFound).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.Checks, 5).SetProperty(s => s.Absences, 2).SetProperty(s => s.CheckedAt, Get<TimeProvider>().GetUtcNow())
            .SetProperty(s => s.CheckNote, "Looked through 3 messages since the attempt: none has its local id.")));
        var seen = new SeenMessage(9980037, "sent", Get<TimeProvider>().GetUtcNow(), "Your prescription can be picked up from noon.");
        var evidence = Get<LedgerEvidence>();
        await evidence.ProbableAsync((await evidence.FindAsync(Access.TeamId, UnknownId))!, new Sighting(seen.Id, seen.Date, null, seen.Note), null);
    }

    /// <summary>Takes a stop back without letting go what is held.</summary>
    public Task GoOnAsync() => Get<Database>().WriteAsync(null, db => db.Teams.ExecuteUpdateAsync(set => set
        .SetProperty(t => t.StoppedAt, (DateTimeOffset?)null).SetProperty(t => t.StoppedBy, (string?)null)));

    /// <summary>Stores a send as the compose page does; the pump carries it out.</summary>
    public Task ConfirmAsync(string number, string text) => StoreAsync(new SendForm { PhoneNumber = "1" + number, Text = text });

    private async Task<long> StoreAsync(SendForm fill)
    {
        var (form, failed) = await Get<ComposeLoader>().LoadAsync(Access, ComposeAddress.Plain(fill.Kind));
        Assert.Null(failed);
        fill.InboxId = form!.Facts.Inboxes[0].Id;
        fill.SenderId = form.Facts.Inboxes[0].MemberIds[0];
        form.Take(fill);
        await Get<LibraryLoader>().EnsureAsync(Access, form);
        var confirmed = form.Review()!;
        return Assert.IsType<ConfirmAnswer.Stored>(await Get<Ledger>().ConfirmAsync(Access.Actor, confirmed with { TypedName = confirmed.NameToType })).SendId;
    }

    private async Task EndedAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await Get<Database>().ReadAsync(Access.TeamId, db => db.Sends.AnyAsync(s => s.State == SendState.Queued || s.State == SendState.Sending)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
