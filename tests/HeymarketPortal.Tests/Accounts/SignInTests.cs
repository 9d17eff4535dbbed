using System.Net;
using System.Text.RegularExpressions;

namespace HeymarketPortal.Tests.Accounts;

public sealed partial class SignInTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Wrong = "Email or password is wrong.";
    private const string TooMany = "Too many wrong passwords.";

    [Fact]
    public async Task Signing_in_leads_back_to_where_one_wanted_to_go_and_signing_out_ends_it()
    {
        using var client = portal.NewClient();
        var login = (await client.AskAsync("/account/manage")).LeadsTo();
        Assert.Equal("/account/login?returnUrl=%2Faccount%2Fmanage", login);

        using var answer = await client.SignInAsync(returnUrl: "/account/manage");
        Assert.Equal("/account/manage", answer.LeadsTo());
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-", StringComparison.Ordinal)).ToLowerInvariant();
        Assert.All((string[])["path=/", "secure", "httponly", "samesite=lax"], part => Assert.Contains($"; {part}", cookie, StringComparison.Ordinal));
        Assert.DoesNotContain("expires", cookie, StringComparison.Ordinal);
        Assert.True(await client.IsSignedInAsync());

        using var left = await client.SubmitAsync("/account/manage", "/account/sign-out");
        Assert.Equal("/account/login", left.LeadsTo());
        Assert.Equal("\"cache\"", Assert.Single(left.Headers.GetValues("Clear-Site-Data")));
        Assert.False(await client.IsSignedInAsync());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    public async Task Signing_in_never_leads_to_another_site(string returnUrl)
    {
        using var client = portal.NewClient();

        using var answer = await client.SignInAsync(returnUrl: returnUrl);

        Assert.Equal(new Uri(portal.Address, "/"), new Uri(portal.Address, answer.Headers.Location!));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_email_get_the_same_answer_for_as_long_as_one_tries()
    {
        using var known = portal.NewClientFrom("198.51.100.7");
        using var unknown = portal.NewClientFrom("198.51.100.8");
        for (var i = 0; i < 6; i++)
        {
            using var one = await known.SignInAsync(password: "not-the-right-one");
            using var other = await unknown.SignInAsync("nobody@example.com", "not-the-right-one");
            var (first, second) = (await Said(one), await Said(other));

            Assert.Contains(i < 5 ? Wrong : TooMany, first, StringComparison.Ordinal);
            Assert.Equal(first, second);
            Assert.DoesNotContain("not-the-right-one", await one.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Wrong_passwords_from_one_network_lock_that_network_and_nobody_else()
    {
        using var attacker = portal.NewClientFrom("203.0.113.9");
        for (var i = 0; i < 5; i++)
        {
            (await attacker.SignInAsync(password: "not-the-right-one")).Dispose();
        }

        using var neighbour = portal.NewClientFrom("203.0.113.200");
        Assert.Contains(TooMany, await Said(await neighbour.SignInAsync()), StringComparison.Ordinal);
        using var owner = portal.NewClientFrom("192.0.2.1");
        Assert.Equal("/", (await owner.SignInAsync()).LeadsTo());
    }

    [Fact]
    public async Task A_form_from_before_signing_in_elsewhere_shows_the_page_again_instead_of_an_error()
    {
        using var client = portal.NewClient();
        var stale = await client.FormAsync("/account/login", ("Form.Email", PortalHost.Email), ("Form.Password", PortalHost.Password));
        (await client.SignInAsync()).Dispose();

        using var answer = await client.PostAsync(new Uri(portal.Address, "/account/login"), stale);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/account/login", answer.LeadsTo());
        Assert.Equal("/", (await client.AskAsync("/account/login")).LeadsTo());
    }

    [Theory]
    [InlineData("/t/sandbox")]
    [InlineData("/admin/accounts")]
    [InlineData("/there-is-no-such-page")]
    [InlineData("/_blazor/negotiate")]
    public async Task Nobody_gets_anywhere_without_signing_in(string path)
    {
        using var client = portal.NewClient();

        using var answer = await client.AskAsync(path);

        Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized || answer.LeadsTo()!.StartsWith("/account/login", StringComparison.Ordinal),
            $"{path} answered {answer.StatusCode}");
    }

    [Theory]
    [InlineData("/tokens.css")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/health/live")]
    [InlineData("/account/login")]
    public async Task What_the_door_itself_needs_is_open(string path)
    {
        using var client = portal.NewClient();

        using var answer = await client.AskAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length > 0);
    }

    [Fact]
    public async Task Posting_without_end_is_stopped_for_that_network()
    {
        await using var small = await PortalHost.StartAsync(("Accounts:PostsPerMinute", "2"));
        using var client = small.NewClientFrom("203.0.113.9");
        (await client.SignInAsync("a@example.com", "not-the-right-one")).Dispose();
        (await client.SignInAsync("b@example.com", "not-the-right-one")).Dispose();

        using var third = await client.SignInAsync("c@example.com", "not-the-right-one");
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Contains("Wait a minute", await third.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var elsewhere = small.NewClientFrom("192.0.2.1");
        Assert.Equal("/", (await elsewhere.SignInAsync()).LeadsTo());
    }

    // The sentence of the page's alert.
    private static async Task<string> Said(HttpResponseMessage answer) =>
        $"{answer.StatusCode} {Alert().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value}";

    [GeneratedRegex("role=\"alert\".*?<p>(.*?)</p>", RegexOptions.Singleline)]
    private static partial Regex Alert();
}
