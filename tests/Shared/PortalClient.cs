using System.Net;
using System.Text.RegularExpressions;

namespace HeymarketPortal.Tests;

/// <summary>
/// Asks the portal as a browser would, without running its scripts. <see cref="HttpClient"/> of its own sends no Secure cookie over
/// http://localhost; browsers do, and so does this.
/// </summary>
public sealed partial class PortalClient(Uri address)
    : HttpClient(new Cookies { InnerHandler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false } })
{
    public Uri Address { get; } = address;

    public Task<HttpResponseMessage> AskAsync(string path) => GetAsync(new Uri(Address, path));

    public async Task<string> ReadAsync(string path)
    {
        using var response = await AskAsync(path);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Opens a static page and sends its form back, with its hidden fields.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await ReadAsync(path);
        var hidden = Hidden().Matches(page).Select(m => (Name: Attribute(m.Value, "name"), Value: Attribute(m.Value, "value")));
        var all = hidden.Where(h => h.Name is not null && !fields.Any(f => f.Name == h.Name))
            .DistinctBy(h => h.Name)
            .Select(h => KeyValuePair.Create(h.Name!, h.Value ?? ""))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await PostAsync(new Uri(Address, path), new FormUrlEncodedContent(all));
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $@"\b{name}=""([^""]*)""") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();

    private sealed class Cookies : DelegatingHandler
    {
        private readonly Dictionary<string, string> _kept = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (_kept)
            {
                if (_kept.Count > 0)
                {
                    request.Headers.Add("Cookie", string.Join("; ", _kept.Select(c => $"{c.Key}={c.Value}")));
                }
            }
            var response = await base.SendAsync(request, cancellationToken);
            foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
            {
                var (name, value) = set.Split(';')[0].Split('=', 2) is [var n, var v] ? (n, v) : ("", "");
                lock (_kept)
                {
                    _kept.Remove(name);
                    if (value.Length > 0)
                    {
                        _kept.Add(name, value);
                    }
                }
            }
            return response;
        }
    }
}
