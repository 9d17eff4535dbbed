using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace HeymarketPortal.BrowserTests;

/// <summary>What holds for every page. Besides, a test fails when its page complains on the console.</summary>
public sealed class PageTests(BrowserRun run, FilledPortal portal) : FilledTest(run, portal)
{
    private const string Sideways = "() => [document.documentElement, document.body].some(e => e.scrollWidth > innerWidth)";

    public static TheoryData<string> Routes => PortalPages.Routes;

    [Theory, MemberData(nameof(Routes))]
    public async Task Every_file_of_a_page_arrives_with_content_and_no_width_makes_it_scroll_sideways(string route)
    {
        ConcurrentQueue<IResponse> files = [];
        Page.Response += (_, response) =>
        {
            if (response.Request.ResourceType is "stylesheet" or "script" or "image" or "font")
            {
                files.Enqueue(response);
            }
        };
        var page = await OpenRouteAsync(route);
        Assert.NotEmpty(files);
        foreach (var file in files.ToArray())
        {
            Assert.True(file.Status == 200 && (await file.BodyAsync()).Length > 0, $"{file.Url} answered {file.Status} or came empty.");
        }
        foreach (var width in (int[])[360, 720, 2560])
        {
            await page.SetViewportSizeAsync(width, 900);
            Assert.False(await page.EvaluateAsync<bool>(Sideways), $"{route} scrolls sideways at {width} px.");
        }
    }
}
