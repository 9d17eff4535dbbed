using HeymarketPortal.Sending;
using Microsoft.AspNetCore.Components;

namespace HeymarketPortal.Pages.Compose;

/// <summary>What every group of compose fields has: the form, and what there is to say beside a field.</summary>
public abstract class ComposeField : ComponentBase
{
    [Parameter, EditorRequired] public required ComposeForm Form { get; set; }

    /// <summary>Something was typed or left: the page draws everything again and keeps the draft.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    protected SendForm Fill => Form.Fill;

    protected string? Refused(string field) => Form.Of(field).FirstOrDefault(problem => problem.Weight == ProblemWeight.Refused)?.Sentence;

    protected string? Warned(string field) =>
        Form.Of(field).Where(problem => problem.Weight == ProblemWeight.Warned).Select(problem => problem.Sentence).ToList() is { Count: > 0 } all ? string.Join(' ', all) : null;

    protected RenderFragment? Warning(string field) => Warned(field) is { } words ? builder => builder.AddContent(0, words) : null;

    protected string? Invalid(string field) => Refused(field) is null ? null : "true";

    protected Task Leave(string field)
    {
        Form.Leave(field);
        return Changed.InvokeAsync();
    }
}
