using HeymarketPortal.Data;
using HeymarketPortal.Sending;
using HeymarketPortal.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.BrowserTests;

/// <summary>A portal whose clock a test may set ahead, and where nothing waits for an undo until an account wants it to.</summary>
public sealed class KindsPortal : PortalHost
{
    public KindsPortal() : this(new()) { }

    private KindsPortal(ClockAhead clock) : base(services => services.AddSingleton<TimeProvider>(clock), ("Sending:HoldSeconds", "0")) => Clock = clock;

    public ClockAhead Clock { get; }

    /// <summary>What a clock on the team's wall shows.</summary>
    public async Task<DateTime> WallAsync()
    {
        var zone = await Get<Database>().ReadAsync(null, db => db.Teams.Select(team => team.TimeZone).SingleAsync());
        return TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime;
    }

    /// <summary>The undo window that the administrator chooses.</summary>
    public Task<int> HoldAsync(int? seconds) => Get<Database>().WriteAsync(null, db =>
        db.Users.ExecuteUpdateAsync(set => set.SetProperty(account => account.HoldSeconds, seconds)));

    /// <summary>Waits until the database holds a draft like this: what is on screen says only that one was saved.</summary>
    public async Task KeptAsync(Func<SendForm, bool> like)
    {
        var actor = await Get<Database>().ReadAsync(null, db => db.Teams.Select(team => new Actor(db.Users.Select(account => account.Id).Single(), team.Id)).SingleAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await Get<Drafts>().AllAsync(actor)).Any(draft => like(draft.Form)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
