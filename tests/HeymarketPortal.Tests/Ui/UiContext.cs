using Bunit;
using HeymarketPortal.Ui;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace HeymarketPortal.Tests.Ui;

/// <summary>What every component test of the portal starts from: MudBlazor, a clock that stands still, a browser that answers anything.</summary>
public abstract class UiContext : BunitContext
{
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 4, 14, 17, 42, 0, TimeSpan.Zero));

    protected static TimeZoneInfo LosAngeles { get; } = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    protected UiContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddUi();
        Services.Configure<PopoverOptions>(popovers => popovers.CheckForPopoverProvider = false);
    }
}
