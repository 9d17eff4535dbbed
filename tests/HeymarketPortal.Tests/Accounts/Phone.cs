using System.Net;
using System.Text.RegularExpressions;
using HeymarketPortal.Accounts;

namespace HeymarketPortal.Tests.Accounts;

/// <summary>An authenticator app: it knows what the set-up page shows, and the time.</summary>
internal sealed partial class Phone(byte[] secret, TimeProvider time)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private long _last;

    public byte[] Secret { get; } = secret;

    public string Typed => Base32.Encode(Secret);

    /// <summary>What it shows, some steps of 30 seconds from now.</summary>
    public string Code(int steps = 0) => Totp.CodeOf(Secret, Totp.StepAt(time.GetUtcNow()) + steps);

    /// <summary>A code that was not shown before: the portal's clock goes on to the next step if need be.</summary>
    public string Fresh(ClockAhead clock)
    {
        while (Totp.StepAt(time.GetUtcNow()) <= _last)
        {
            clock.Advance(TimeSpan.FromSeconds(Totp.StepSeconds));
        }
        _last = Totp.StepAt(time.GetUtcNow());
        return Code();
    }

    /// <summary>Sets up the account that is signed in, through its page.</summary>
    /// <returns>The phone and the recovery codes.</returns>
    public static async Task<(Phone Phone, string[] Codes)> SetUpAsync(PortalClient client, ClockAhead clock)
    {
        const string path = "/account/manage/two-factor/set-up";
        var form = await client.FormAsync(path);
        var page = await (await client.PostAsync(new Uri(client.Address, path), form)).Content.ReadAsStringAsync();
        var typed = Secrets().Match(page).Groups[1].Value;
        var phone = new Phone(Read(typed), clock);
        var setup = WebUtility.HtmlDecode(Setups().Match(page).Groups[1].Value);
        using var answer = await client.SubmitAsync(path, ("Form.Setup", setup), ("Form.Code", phone.Fresh(clock)));
        var shown = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Two-factor authentication is on", shown, StringComparison.Ordinal);
        return (phone, CodesOn(shown));
    }

    public static string[] CodesOn(string page) => [.. Codes().Matches(page).Select(m => m.Groups[1].Value)];

    private static byte[] Read(string typed)
    {
        var bits = string.Concat(typed.Where(c => c != ' ').Select(c => Convert.ToString(Letters.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }

    [GeneratedRegex("<code class=\"secret\">([A-Z2-7 ]+)</code>")]
    private static partial Regex Secrets();

    [GeneratedRegex("name=\"Form.Setup\" value=\"([^\"]+)\"")]
    private static partial Regex Setups();

    [GeneratedRegex("<li><code>([a-z0-9-]+)</code></li>")]
    private static partial Regex Codes();
}
