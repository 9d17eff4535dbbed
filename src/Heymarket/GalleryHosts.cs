namespace HeymarketPortal.Heymarket;

/// <summary>
/// Decides which of Heymarket's gallery addresses may become links: absolute https on an allowed host
/// (<c>Heymarket:GalleryHosts</c>). For sandbox teams, and only for them, the sandbox's own pages as well.
/// </summary>
public sealed class GalleryHosts(IConfiguration configuration)
{
    private const string SandboxPages = "/sandbox/conversations/";

    private readonly string[] _hosts = configuration.GetSection("Heymarket:GalleryHosts").Get<string[]>() ?? ["heymarket.com", "*.heymarket.com"];

    /// <returns>The address to link to, or null when the text must stay text.</returns>
    public string? LinkFor(string? galleryUrl, bool sandboxTeam)
    {
        if (!Uri.TryCreate(galleryUrl, UriKind.Absolute, out var url))
        {
            return null;
        }
        if (sandboxTeam)
        {
            // Only the path is used: a browser may know the portal by another name than the portal itself.
            return url.AbsolutePath.StartsWith(SandboxPages, StringComparison.Ordinal) && long.TryParse(url.AbsolutePath[SandboxPages.Length..], out var id)
                ? $"{SandboxPages}{id}" : null;
        }
        return url is { Scheme: "https", UserInfo: "" } && _hosts.Any(host => Allows(host, url.Host)) ? url.AbsoluteUri : null;
    }

    private static bool Allows(string allowed, string host) => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase);
}
