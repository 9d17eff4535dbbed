namespace HeymarketPortal.Ui;

/// <summary>One line of the list behind <c>?</c>. What the keys do is said by the element that carries <c>data-keys</c>.</summary>
/// <param name="Keys">As they are pressed, one after the other.</param>
public sealed record Shortcut(string Does, params IReadOnlyList<string> Keys)
{
    public static IReadOnlyList<Shortcut> All { get; } =
    [
        new("Compose", "c"),
        new("Home", "g", "t"),
        new("Outbox", "g", "o"),
        new("History", "g", "h"),
        new("Inboxes", "g", "i"),
        new("People", "g", "p"),
        new("Lists", "g", "l"),
        new("Templates", "g", "e"),
        new("Surveys", "g", "s"),
        new("Search", "/"),
        new("Review the message", "Ctrl", "Enter"),
        new("Close a dialog", "Esc"),
        new("This list", "?"),
    ];
}
