namespace HeymarketPortal.Ui;

/// <summary>Entries of the navigation under one heading; no heading for the first group.</summary>
public sealed record NavGroup(string? Title, IReadOnlyList<NavEntry> Entries);

/// <param name="Href">From the root, for example <c>/t/twin-clinic/history</c>.</param>
/// <param name="Text">The entry's name, which is also the page's <c>h1</c>.</param>
/// <param name="Icon">A name in <see cref="Lucide"/>.</param>
/// <param name="Count">Shown when above zero.</param>
/// <param name="CountWords">What is counted, for those who hear it: "needs review".</param>
/// <param name="Keys">The letters that lead here: "c", or "gh" for g and then h.</param>
public sealed record NavEntry(string Href, string Text, string Icon, int Count = 0, string? CountWords = null, string? Keys = null)
{
    /// <summary>The entry with the longest address that is the path or a folder above it; Home does not claim every page.</summary>
    public static NavEntry? Current(IEnumerable<NavGroup> groups, string path)
    {
        path = path.TrimEnd('/');
        return groups.SelectMany(group => group.Entries)
            .Where(entry => path.Equals(entry.Href.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
                || path.StartsWith(entry.Href.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase))
            .MaxBy(entry => entry.Href.Length);
    }
}
