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
    /// <summary>The administrator of portals made for tests.</summary>
    public const string AdministratorEmail = "ada@example.com";
    public const string AdministratorPassword = "quiet-harbor-sunrise-42";

    public Uri Address { get; } = address;

    public Task<HttpResponseMessage> AskAsync(string path) => GetAsync(new Uri(Address, path));

    public async Task<string> ReadAsync(string path)
    {
        using var response = await AskAsync(path);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Signs in with the form that people use.</summary>
    public Task<HttpResponseMessage> SignInAsync(
        string email = AdministratorEmail, string password = AdministratorPassword, string returnUrl = "/") =>
        SubmitAsync($"/account/login?returnUrl={Uri.EscapeDataString(returnUrl)}", ("Form.Email", email), ("Form.Password", password));

    /// <summary>Opens a static page and sends its form back, with its hidden fields.</summary>
    public Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] fields) => SubmitAsync(path, path, fields);

    /// <summary>The same for a form that posts to another address.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string to, params (string Name, string Value)[] fields) =>
        await PostAsync(new Uri(Address, to), await FormAsync(path, fields));

    /// <summary>Opens a static page and fills in its form, to be sent later.</summary>
    public async Task<FormUrlEncodedContent> FormAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await ReadAsync(path);
        var hidden = Hidden().Matches(page).Select(m => (Name: Attribute(m.Value, "name"), Value: Attribute(m.Value, "value")));
        return new(hidden.Where(h => h.Name is not null && !fields.Any(f => f.Name == h.Name))
            .DistinctBy(h => h.Name)
            .Select(h => KeyValuePair.Create(h.Name!, h.Value ?? ""))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
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
