using Microsoft.JSInterop;

namespace HeymarketPortal.Ui;

/// <summary>
/// Speaks a change of state once, politely, through the one live region of App.razor. The region stands outside the
/// circuit's render tree, so that a dialog or a re-render never swallows the words.
/// </summary>
public sealed class Announcer(IJSRuntime js)
{
    public async ValueTask SayAsync(string words)
    {
        try
        {
            await js.InvokeVoidAsync("portal.say", words);
        }
        catch (JSDisconnectedException)
        {
            // Nobody listens any more.
        }
    }
}
