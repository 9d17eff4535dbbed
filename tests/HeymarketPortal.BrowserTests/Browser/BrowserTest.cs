using Microsoft.Playwright;

namespace HeymarketPortal.BrowserTests;

/// <summary>
/// A test in a browser context of its own. A trace is kept of what fails, and a page that complains on the console fails its test.
/// </summary>
public abstract class BrowserTest(BrowserRun run) : IAsyncLifetime
{
    protected Uri Address { get; private set; } = null!;
    protected IBrowserContext Context { get; private set; } = null!;
    protected IPage Page { get; private set; } = null!;
    protected PageWatch Watch { get; private set; } = null!;

    /// <summary>Whether the context starts with the administrator's session.</summary>
    protected virtual bool SignedIn => true;

    /// <returns>Where the portal listens.</returns>
    protected abstract Task<Uri> StartAsync();
    protected virtual ValueTask StopAsync() => ValueTask.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        Address = await StartAsync();
        Context = await OpenAsync(SignedIn);
        Watch = new PageWatch(Context);
        await Context.Tracing.StartAsync(new() { Snapshots = true });
        Page = await Context.NewPageAsync();
    }

    /// <summary>A further context, such as another person's browser. Closed with the run.</summary>
    protected async Task<IBrowserContext> OpenAsync(bool signedIn) => await run.Browser.NewContextAsync(new()
    {
        BaseURL = Address.ToString(),
        Locale = "en-US",
        ReducedMotion = ReducedMotion.Reduce,
        StorageState = signedIn ? await Sessions.OfAsync(run.Browser, Address) : null,
        ViewportSize = new() { Width = 1280, Height = 800 },
    });

    /// <summary>Opens a page of the portal and waits until it is alive.</summary>
    protected Task GoAsync(string path) => Page.OpenAsync(path);

    public async ValueTask DisposeAsync()
    {
        var failed = TestContext.Current.TestState is { Result: TestResult.Failed };
        if (Context is not null)
        {
            await Context.Tracing.StopAsync(new() { Path = failed ? Artifacts.Trace(TestContext.Current.Test!.TestDisplayName) : null });
            await Context.CloseAsync();
        }
        await StopAsync();
        if (!failed && Watch is not null)
        {
            Assert.Empty(Watch.Problems);
        }
        GC.SuppressFinalize(this);
    }
}
