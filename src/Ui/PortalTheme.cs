using MudBlazor;

namespace HeymarketPortal.Ui;

/// <summary>The tokens of wwwroot/tokens.css in MudBlazor's words. A test compares the two, colour by colour.</summary>
public static class PortalTheme
{
    private static readonly string[] Font = ["Inter", "system-ui", "Segoe UI", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Black = "#14181c", White = "#ffffff",
            Primary = "#0b6768", PrimaryContrastText = "#ffffff", PrimaryDarken = "#095556",
            Success = "#1b7a3d", Info = "#2f62c9", Warning = "#a05c00", Error = "#c22f2a",
            TextPrimary = "#14181c", TextSecondary = "#4b545d", TextDisabled = "#626b74",
            ActionDefault = "#626b74", ActionDisabled = "#626b74", ActionDisabledBackground = "#f3f5f6",
            Background = "#ffffff", BackgroundGray = "#f6f7f8", Surface = "#ffffff",
            LinesDefault = "#e2e6e9", LinesInputs = "#858e96", Divider = "#e2e6e9", TableLines = "#e2e6e9",
            TableHover = "#f0f2f4", Skeleton = "#e6eaed", OverlayDark = "rgba(15,20,24,.44)",
        },
        PaletteDark = new PaletteDark
        {
            Black = "#14181b", White = "#ffffff",
            Primary = "#147c7c", PrimaryContrastText = "#ffffff", PrimaryDarken = "#168080",
            Success = "#4fbf77", Info = "#7ba4f5", Warning = "#e0a03a", Error = "#f0766e",
            TextPrimary = "#e9edf0", TextSecondary = "#adb6be", TextDisabled = "#929ca5",
            ActionDefault = "#929ca5", ActionDisabled = "#929ca5", ActionDisabledBackground = "#1a1f23",
            Background = "#14181b", BackgroundGray = "#0f1214", Surface = "#14181b",
            LinesDefault = "#272e33", LinesInputs = "#737d86", Divider = "#272e33", TableLines = "#272e33",
            TableHover = "#1d2327", Skeleton = "#242b30", OverlayDark = "rgba(0,0,0,.6)",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "0px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Font, FontSize = "14px", LineHeight = "20px", LetterSpacing = "normal", FontWeight = "420" },
            Body1 = new Body1Typography { FontFamily = Font, FontSize = "14px", LineHeight = "20px", LetterSpacing = "normal", FontWeight = "420" },
            Body2 = new Body2Typography { FontFamily = Font, FontSize = "13px", LineHeight = "20px", LetterSpacing = "normal", FontWeight = "420" },
            Button = new ButtonTypography { FontFamily = Font, FontSize = "14px", LineHeight = "20px", LetterSpacing = "normal", FontWeight = "520", TextTransform = "none" },
        },
    };

    /// <summary>Dialogs close by Escape and by their button, never by a click beside them: a slip must not lose a form.</summary>
    public static DialogOptions Dialog { get; } = new()
    {
        FullWidth = true, MaxWidth = MaxWidth.Small, BackdropClick = false, CloseOnEscapeKey = true, CloseButton = false,
        // DialogFrame chooses; MudBlazor would take the focus away again a moment later.
        DefaultFocus = DefaultFocus.None,
    };
}
