using System.Net;
using System.Text.Json.Nodes;
using HeymarketPortal.Sandbox;

namespace HeymarketPortal.Tests.Sandbox;

public sealed class SandboxPageTests : IAsyncLifetime
{
    private const string Hostile = "<script>alert('x')</script><img src=x onerror=alert(1)>";
    private SandboxHost host = null!;

    public async ValueTask InitializeAsync() => host = await SandboxHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_gallery_link_leads_to_a_phone_with_the_text()
    {
        var send = await host.GoodSendAsync();
        send["author"] = "Dana at the desk";
        send["media_url"] = "https://cdn.example.com/map.png";
        var link = (string)(await (await host.SendAsync(send)).JsonAsync())["gallery_url"]!;

        var html = await ReadAsync(link);

        Assert.Contains("See you Tuesday.", html);
        Assert.Contains("Dana at the desk", html);
        Assert.Contains("https://cdn.example.com/map.png", html);
        Assert.DoesNotContain("<img", html);
    }

    [Fact]
    public async Task A_private_comment_is_not_on_the_phone()
    {
        var send = await host.GoodSendAsync();
        send["private"] = true;
        send["text"] = "Do not tell";
        var html = await ReadAsync((string)(await (await host.SendAsync(send)).JsonAsync())["gallery_url"]!);

        Assert.True(html.IndexOf("Do not tell", StringComparison.Ordinal) > html.IndexOf("Only the team sees", StringComparison.Ordinal));
        Assert.DoesNotContain("Do not tell", html[..html.IndexOf("</section>", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Hostile_text_is_text_on_every_page()
    {
        var send = await host.GoodSendAsync();
        send["text"] = Hostile;
        send["author"] = Hostile;
        send["local_id"] = Hostile;
        var link = (string)(await (await host.SendAsync(send)).JsonAsync())["gallery_url"]!;
        send["phone_number"] = Hostile;
        await host.SendAsync(send);

        foreach (var html in new[] { await ReadAsync(link), await ReadAsync("/sandbox"), await ReadAsync($"/sandbox?secretId={Uri.EscapeDataString("\"" + Hostile)}") })
        {
            Assert.DoesNotContain("<script", html);
            Assert.DoesNotContain("<img", html);
            Assert.DoesNotContain("\"<", html);
            Assert.Contains("&lt;script", html);
        }
    }

    [Fact]
    public async Task No_page_has_a_script_or_a_style_of_its_own()
    {
        var link = (string)(await (await host.SendAsync(await host.GoodSendAsync())).JsonAsync())["gallery_url"]!;
        foreach (var html in new[] { await ReadAsync(link), await ReadAsync("/sandbox") })
        {
            Assert.DoesNotMatch("<script|<style| style=| on[a-z]+=", html);
            Assert.Contains("href=\"/sandbox.css\"", html);
        }
    }

    [Fact]
    public async Task A_broadcast_shows_its_text_and_whom_it_went_to()
    {
        var list = (await (await host.PostAsync("/v1/lists", new { })).JsonAsync()).AsArray().Single(one => (string)one!["name"]! == "April Reminders")!;
        var send = await host.GoodSendAsync();
        send.Remove("phone_number");
        send["list_id"] = (long)list["id"]!;
        var html = await ReadAsync((string)(await (await host.SendAsync(send)).JsonAsync())["gallery_url"]!);

        Assert.Contains("Broadcast to April Reminders", html);
        Assert.Contains("Sent to 5 people", html);
        Assert.All(list["targets"]!.Names(), number => Assert.Contains(number, html));
    }

    [Fact]
    public async Task An_unknown_conversation_is_not_found()
    {
        using var client = host.Client(null);
        var answer = await client.GetAsync("/sandbox/conversations/5");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("No such conversation", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_page_tells_keys_faults_and_what_was_received()
    {
        var send = await host.GoodSendAsync();
        await host.SendAsync(send);
        await host.SendAsync(send);
        var html = await ReadAsync("/sandbox");

        Assert.Contains(SandboxKeys.SampleStaticKey, html);
        Assert.Contains(SandboxKeys.SecretKeyFor(SandboxKeys.SampleSecretId), html);
        foreach (var ending in new[] { "0400", "0401", "0403", "0429", "0500", "0503", "0901", "0902", "0903" })
        {
            Assert.Contains($"<code>{ending}</code>", html);
        }

        Assert.Contains("See you Tuesday.", html);
        Assert.Contains((string)send["local_id"]!, html);
        Assert.Contains("2 requests", html);
        Assert.All(typeof(SandboxSwitches).GetProperties(), one => Assert.Contains($"<td>{one.Name}</td>", html));
    }

    [Fact]
    public async Task Keys_are_shown_by_their_last_four_only()
    {
        await host.SendAsync(await host.GoodSendAsync());
        await host.SendAsync(await host.GoodSendAsync("sbx_short"), "sbx_short");
        using var client = host.Client(null);
        foreach (var path in new[] { "/sandbox", "/sandbox/received" })
        {
            var shown = await client.GetStringAsync(path);
            Assert.Contains("a1b2", shown);
            Assert.DoesNotContain(SandboxHost.Key, shown);
            Assert.DoesNotContain("clinic_a1b2", shown);
            Assert.DoesNotContain("sbx_short", shown);
        }
    }

    [Fact]
    public async Task The_sample_secret_works_as_shown()
    {
        Assert.Contains("70016aca472f9bd45336e3d5a01b47f3", await ReadAsync("/sandbox?secretId=11111111-2222-4333-8444-555555555555"));
        Assert.Contains("This is not a GUID.", await ReadAsync("/sandbox?secretId=nonsense"));
    }

    [Fact]
    public async Task Received_requests_are_told_to_programs_with_their_exact_body()
    {
        var send = await host.GoodSendAsync();
        await host.SendAsync(send);
        var received = Assert.Single(await host.ReceivedAsync())!;

        Assert.True(JsonNode.DeepEquals(send, JsonNode.Parse((string)received["body"]!)));
        Assert.Equal("static", (string)received["scheme"]!);
        Assert.Equal("individual", (string)received["kind"]!);
        Assert.Equal("15105550177", (string)received["target"]!);
        Assert.Equal((long)(await host.GetAsync("/v1/team"))["id"]!, (long)received["account"]!);
        Assert.StartsWith("application/json", (string)received["headers"]!["content-type"]!);
    }

    [Theory]
    [InlineData("Production", null, HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    [InlineData("Production", "true", HttpStatusCode.OK, HttpStatusCode.NotFound)]
    [InlineData("Development", null, HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("Development", "false", HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    public async Task The_sandbox_is_on_in_Development_or_when_told_and_switches_change_in_Development_only(
        string environment, string? enabled, HttpStatusCode page, HttpStatusCode switches)
    {
        await using var other = await SandboxHost.StartAsync(
            environment: environment, settings: enabled is null ? [] : [("Sandbox:Enabled", enabled)]);
        using var client = other.Client();

        Assert.Equal(page, (await client.GetAsync("/sandbox")).StatusCode);
        Assert.Equal(page, (await client.GetAsync("/sandbox/heymarket/v1/inboxes")).StatusCode);
        Assert.Equal(switches, (await client.PostAsync("/sandbox/switches", new StringContent("{}"))).StatusCode);
    }

    private async Task<string> ReadAsync(string address)
    {
        using var client = host.Client(null);
        var answer = await client.GetAsync(address);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }
}
