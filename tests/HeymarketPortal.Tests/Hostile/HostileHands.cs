using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace HeymarketPortal.Tests.Hostile;

/// <summary>Somebody who types, chooses and presses on a page without sense or order.</summary>
internal static class HostileHands
{
    private const int Presses = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(30);

    /// <summary>How many pages are opened for as many inputs as a run takes.</summary>
    public static int Pages => Math.Max(4, HostileRun.Inputs / Presses);

    /// <summary>Does one thing after another. What was begun and failed fails here.</summary>
    public static async Task PlayAsync(Func<Task> press)
    {
        List<Task> pressed = [];
        for (var i = 0; i < Presses; i++)
        {
            pressed.Add(press());
            // A button that asks in a dialog is over when the dialog is.
            await Task.WhenAny(pressed[^1], Task.Delay(Patience));
        }
        await Task.WhenAll(pressed.Where(one => one.IsCompleted));
    }

    /// <summary>Types into one of the fields, or presses one of the buttons, as they stand at that moment.</summary>
    public static Task PressAsync<TPage>(IRenderedComponent<TPage> page, HostileText text) where TPage : IComponent => page.InvokeAsync(async () =>
    {
        var all = page.FindAll("input, textarea, select, button, form, [role=tab]").Where(e => !e.HasAttribute("disabled")).ToList();
        if (all.Count == 0)
        {
            return;
        }
        var one = all[text.Below(all.Count)];
        try
        {
            switch (one.LocalName)
            {
                case "button" or "a" or "li":
                    await one.ClickAsync(new());
                    break;
                case "form":
                    await one.SubmitAsync();
                    break;
                case "select" when !text.OneIn(4) && one.QuerySelectorAll("option") is { Length: > 0 } options:
                    await one.ChangeAsync(new ChangeEventArgs { Value = options[text.Below(options.Length)].GetAttribute("value") ?? "" });
                    break;
                case "input" when one.GetAttribute("type") is "checkbox":
                    await one.ChangeAsync(new ChangeEventArgs { Value = text.OneIn(2) });
                    break;
                default:
                    var typed = new ChangeEventArgs { Value = text.Next() };
                    await (one.HasAttribute("blazor:oninput") ? one.InputAsync(typed) : one.ChangeAsync(typed));
                    break;
            }
        }
        catch (MissingEventHandlerException)
        {
            // Nothing listens there: a button that portal.js serves, or one that submits its form.
        }
    });
}
