using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HeymarketPortal.Tests;

namespace HeymarketPortal.Benchmarks;

/// <summary>Loads a page as a browser with an empty cache does, and counts each body as it comes, before it is unpacked.</summary>
internal sealed partial class PageWeight : IDisposable
{
    /// <param name="Immutable">Whether the browser keeps it and never asks again.</param>
    public sealed record Load(string Path, string Encoding, bool Immutable, long Bytes);

    private readonly PortalClient _client;
    private readonly List<Load> _loads = [];

    private PageWeight(Uri portal) => _client = new(portal);

    /// <summary>The page that signing in leads to.</summary>
    public static async Task<IReadOnlyList<Load>> OfTheFirstPageAsync(Uri portal)
    {
        using var weight = new PageWeight(portal);
        using var signedIn = await weight._client.SignInAsync();
        var address = signedIn.Headers.Location ?? throw new InvalidOperationException($"Signing in answered {signedIn.StatusCode}.");
        await weight.LoadPageAsync(new Uri(portal, address));
        return weight._loads;
    }

    public void Dispose() => _client.Dispose();

    private async Task LoadPageAsync(Uri page)
    {
        var html = await LoadAsync(page);
        foreach (var file in Named(html, page).Concat(Initializers(html, page)).Distinct())
        {
            var text = await LoadAsync(file);
            foreach (var inside in file.AbsolutePath.EndsWith(".css", StringComparison.Ordinal) ? Inside(text, file) : [])
            {
                await LoadAsync(inside);
            }
        }
        // What blazor.web.js asks for before it opens the socket.
        await LoadAsync(new Uri(page, "/_blazor/initializers"));
    }

    private async Task<string> LoadAsync(Uri file)
    {
        if (_loads.Any(load => load.Path == file.AbsolutePath))
        {
            return "";
        }
        using var request = new HttpRequestMessage(HttpMethod.Get, file) { Headers = { { "Accept-Encoding", "br, gzip" } } };
        using var answer = await _client.SendAsync(request);
        if (answer is { StatusCode: HttpStatusCode.Redirect, Headers.Location: { } further })
        {
            return await LoadAsync(new Uri(file, further));
        }
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (answer.StatusCode != HttpStatusCode.OK || body.Length == 0)
        {
            throw new InvalidOperationException($"{file} answered {answer.StatusCode} with {body.Length} bytes.");
        }
        var encoding = answer.Content.Headers.ContentEncoding.FirstOrDefault() ?? "";
        var kept = answer.Headers.CacheControl?.Extensions.Any(word => word.Name == "immutable") == true;
        _loads.Add(new(file.AbsolutePath, encoding, kept, body.Length));
        return Encoding.UTF8.GetString(Unpacked(body, encoding));
    }

    private static byte[] Unpacked(byte[] body, string encoding)
    {
        using var sent = new MemoryStream(body);
        using Stream plain = encoding switch
        {
            "br" => new BrotliStream(sent, CompressionMode.Decompress),
            "gzip" => new GZipStream(sent, CompressionMode.Decompress),
            _ => sent,
        };
        using var all = new MemoryStream();
        plain.CopyTo(all);
        return all.ToArray();
    }

    // Sample: <script src="portal.x7f2.js"></script> <link rel="preload" as="font" href="fonts/inter.woff2" />
    private static IEnumerable<Uri> Named(string html, Uri page) => Loaded().Matches(html)
        .Where(tag => !NotLoaded().IsMatch(tag.Value))
        .Select(tag => new Uri(new Uri(page, "/"), WebUtility.HtmlDecode(tag.Groups[1].Value)))
        .Where(file => file.Host == page.Host);

    // Sample: <!--Blazor-Web-Initializers:WyJfY29udGVudC94LmxpYi5tb2R1bGUuanMiXQ==--> is a list of scripts, in JSON, in Base64.
    private static IEnumerable<Uri> Initializers(string html, Uri page) =>
        InitializerList().Match(html) is { Success: true } list
            ? JsonSerializer.Deserialize<string[]>(Convert.FromBase64String(list.Groups[1].Value))!.Select(script => new Uri(new Uri(page, "/"), script))
            : [];

    // Sample: src: url("fonts/inter.woff2") format("woff2"); every font counts, used by this page or not.
    private static IEnumerable<Uri> Inside(string css, Uri file) => Url().Matches(css)
        .Select(url => url.Groups[1].Value)
        .Where(url => !url.StartsWith("data:", StringComparison.Ordinal) && !url.StartsWith('#'))
        .Select(url => new Uri(file, url));

    [GeneratedRegex("<(?:script|link|img)\\b[^>]*?\\s(?:src|href)=\"([^\"#][^\"]*)\"[^>]*>")]
    private static partial Regex Loaded();

    [GeneratedRegex("rel=\"(?:canonical|alternate|dns-prefetch|preconnect)\"")]
    private static partial Regex NotLoaded();

    [GeneratedRegex("<!--Blazor-Web-Initializers:([A-Za-z0-9+/=]+)-->")]
    private static partial Regex InitializerList();

    [GeneratedRegex("url\\(\\s*[\"']?([^\"')]+)[\"']?\\s*\\)")]
    private static partial Regex Url();
}
