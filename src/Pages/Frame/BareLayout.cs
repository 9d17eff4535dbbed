using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace HeymarketPortal.Pages.Frame;

/// <summary>
/// The layout of <see cref="TeamLayout"/>, which like every component of this folder would otherwise get itself. Plain C#,
/// because a .razor file here would get it too.
/// </summary>
public sealed class BareLayout : LayoutComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Body);
}
