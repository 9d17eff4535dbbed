using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using HeymarketPortal.Sandbox;

namespace HeymarketPortal.Tests.Sandbox;

public sealed class AuthenticationTests : IAsyncLifetime
{
    private const string SecretId = "11111111-2222-4333-8444-555555555555";
    private SandboxHost host = null!;

    public async ValueTask InitializeAsync() => host = await SandboxHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private long Now => host.Time.GetUtcNow().ToUnixTimeSeconds();

    [Fact]
    public async Task A_token_signed_with_the_documented_rule_is_let_in() =>
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Token(Now)));

    [Theory]
    [InlineData(-300, HttpStatusCode.OK)]
    [InlineData(-301, HttpStatusCode.Unauthorized)]
    [InlineData(30, HttpStatusCode.OK)]
    [InlineData(31, HttpStatusCode.Unauthorized)]
    public async Task A_token_counts_for_five_minutes(int seconds, HttpStatusCode expected) =>
        Assert.Equal(expected, await AskAsync(Token(Now + seconds)));

    [Fact]
    public async Task Without_the_strict_window_an_old_token_is_let_in()
    {
        host.Switches = new() { StrictWindow = false };
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Token(1767225600)));
    }

    [Fact]
    public async Task Whatever_is_no_sandbox_key_is_refused_in_the_words_of_the_contract()
    {
        using var client = host.Client(null);
        var answer = await client.GetAsync("/sandbox/heymarket/v1/inboxes");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.True(answer.Headers.Contains("X-Request-Id"));
        Assert.Equal("""{"error":"Unauthorized","message":"missing or invalid credentials"}""", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("a-real-looking-key")]
    [InlineData("sbx_")]
    [InlineData("sbx_with space")]
    [InlineData("sbx_<script>")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.")]
    public async Task A_key_of_no_known_form_is_refused(string key) => Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(key));

    [Fact]
    public async Task A_token_signed_with_another_key_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(Token(Now, secretKey: "ExampleKey0123456789abcdefABCDEF")));

    [Fact]
    public async Task A_token_signed_with_the_secret_key_alone_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(Token(Now, signWith: SandboxKeys.SecretKeyFor(SecretId))));

    [Fact]
    public async Task An_unsigned_token_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(Token(Now, algorithm: "none")));

    [Fact]
    public async Task A_bare_key_without_Bearer_is_refused()
    {
        using var client = host.Client(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", SandboxHost.Key);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/sandbox/heymarket/v1/team")).StatusCode);
    }

    [Theory]
    [InlineData(Credentials.KeyOnly, HttpStatusCode.OK, HttpStatusCode.Unauthorized)]
    [InlineData(Credentials.JwtOnly, HttpStatusCode.Unauthorized, HttpStatusCode.OK)]
    public async Task A_kind_of_credentials_can_be_switched_off(Credentials taken, HttpStatusCode key, HttpStatusCode token)
    {
        host.Switches = new() { Credentials = taken };
        Assert.Equal(key, await AskAsync(SandboxHost.Key));
        Assert.Equal(token, await AskAsync(Token(Now)));
    }

    [Fact]
    public async Task Keys_of_one_account_find_the_same_team_and_another_account_another()
    {
        var own = await host.GetAsync("/v1/team", "sbx_11111111");

        Assert.Equal((long)own["id"]!, (long)(await host.GetAsync("/v1/team", "sbx_11111111.second"))["id"]!);
        Assert.Equal((long)own["id"]!, (long)(await host.GetAsync("/v1/team", Token(Now)))["id"]!);
        Assert.NotEqual((long)own["id"]!, (long)(await host.GetAsync("/v1/team", "sbx_11111112"))["id"]!);
    }

    private async Task<HttpStatusCode> AskAsync(string key)
    {
        using var client = host.Client(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return (await client.GetAsync("/sandbox/heymarket/v1/inboxes")).StatusCode;
    }

    private static string Token(long iat, string? secretKey = null, string? signWith = null, string algorithm = "HS256")
    {
        var input = $"{Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""")}.{Encode($$"""{"iss":"{{SecretId}}","iat":{{iat}}}""")}";
        var key = Encoding.UTF8.GetBytes(signWith ?? $"{SecretId}||{secretKey ?? SandboxKeys.SecretKeyFor(SecretId)}");
        return $"{input}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(input)))}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
