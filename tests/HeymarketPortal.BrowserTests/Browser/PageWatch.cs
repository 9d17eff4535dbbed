using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace HeymarketPortal.BrowserTests;

/// <summary>Hears what goes wrong in a page without being seen: errors on the console, refusals of the content policy, requests that fail.</summary>
public sealed class PageWatch
{
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly ConcurrentBag<string> _allowed = [];

    public PageWatch(IBrowserContext context)
    {
        context.Console += (_, message) => Hear(message.Type is "error" or "warning", $"{message.Type} on {message.Location}: {message.Text}");
        context.WebError += (_, error) => Hear(true, $"Uncaught: {error.Error}");
        context.Response += (_, response) => Hear(response.Status >= 400, $"{response.Status} {response.Url}");
    }

    /// <summary>Everything heard that no <see cref="Allow"/> covers.</summary>
    public IEnumerable<string> Problems => _heard.Where(line => !_allowed.Any(part => line.Contains(part, StringComparison.Ordinal)));

    /// <summary>This test provokes lines with these words.</summary>
    public void Allow(string words) => _allowed.Add(words);

    private void Hear(bool wrong, string line)
    {
        if (wrong)
        {
            _heard.Enqueue(line);
        }
    }
}
