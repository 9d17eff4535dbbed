using Bunit;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Pages.Home;
using HeymarketPortal.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Pages;

public class BudgetMeterTests : PageContext
{
    // After the portal's own: the last one registered is the one that is given.
    protected override void Register(IServiceCollection services) =>
        services.AddSingleton(new SendingOptions { RequestsPerMinute = 60 });

    [Fact]
    public async Task Reads_and_sends_of_the_last_minute_are_counted_together_within_a_second()
    {
        var meter = Open<BudgetMeter>("", ("RateKey", RateKey));
        Assert.Equal("0 of 60 this minute", Words(meter));

        Test.Time.Advance(TimeSpan.FromSeconds(5));
        await Test.Get<RequestBudget>().TakeAsync(RateKey, BudgetUse.Read);
        await Test.Get<RequestBudget>().TakeAsync(RateKey, BudgetUse.Send);
        await Test.Get<RequestBudget>().TakeAsync("heymarket:other", BudgetUse.Send);
        Test.Time.Advance(TimeSpan.FromSeconds(1));
        meter.WaitForAssertion(() => Assert.Equal("2 of 60 this minute", Words(meter)));

        Test.Time.Advance(TimeSpan.FromSeconds(60));
        meter.WaitForAssertion(() => Assert.Equal("0 of 60 this minute", Words(meter)));
    }

    [Fact]
    public void A_pause_is_told_with_its_end_on_the_teams_clock()
    {
        var meter = Open<BudgetMeter>("", ("RateKey", RateKey));

        Test.Get<BackOff>().Lengthen(RateKey, TimeSpan.FromSeconds(31));
        Test.Time.Advance(TimeSpan.FromSeconds(1));
        meter.WaitForAssertion(() => Assert.Equal("0 of 60 this minute, paused until 07:00:31, Heymarket asked for it", Words(meter)));

        Test.Time.Advance(TimeSpan.FromSeconds(30));
        meter.WaitForAssertion(() => Assert.Equal("0 of 60 this minute", Words(meter)));
    }

    [Theory]
    [InlineData(true, "Heymarket asked for it")]
    [InlineData(false, "Heymarket could not be reached")]
    public void A_pause_names_who_wanted_it(bool byHeymarket, string words)
    {
        Test.Get<BackOff>().Lengthen(RateKey, null, byHeymarket);

        var meter = Open<BudgetMeter>("", ("RateKey", RateKey));

        Assert.EndsWith($", {words}", Words(meter), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_quiet_while_nothing_changes_and_never_a_live_region()
    {
        var meter = Open<BudgetMeter>("", ("RateKey", RateKey));
        var drawings = meter.RenderCount;

        Test.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(drawings, meter.RenderCount);
        Assert.Empty(meter.FindAll("[aria-live], [role=status], [role=alert]"));
        Assert.Equal(Words(meter), meter.Find("[role=meter]").GetAttribute("aria-valuetext"));
    }

    private static string Words(IRenderedComponent<BudgetMeter> meter) => meter.Find(".two").TextContent;
}
