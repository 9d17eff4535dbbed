using System.Net;
using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Tests.Sandbox;

public sealed class MemoryTests
{
    [Fact]
    public async Task Everything_is_remembered_over_a_restart_and_ids_go_on_growing()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-");
        long first;
        string localId;
        await using (var before = await SandboxHost.StartAsync(folder))
        {
            var send = await before.GoodSendAsync();
            localId = (string)send["local_id"]!;
            first = (long)(await (await before.SendAsync(send)).JsonAsync())["id"]!;
        }

        await using (var after = await SandboxHost.StartAsync(folder))
        {
            var send = await after.GoodSendAsync();
            var history = await after.GetAsync($"/v1/messages?phoneNumber=15105550177&inboxID={send["inbox_id"]}");
            Assert.Equal((first, localId), ((long)history[0]!["id"]!, (string)history[0]!["local_id"]!));
            Assert.Equal(localId, (string)Assert.Single(await after.ReceivedAsync())!["local_id"]!);
            Assert.True((long)(await (await after.SendAsync(send)).JsonAsync())["id"]! > first);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_file_lies_where_it_is_told_to_and_holds_no_key()
    {
        await using var host = await SandboxHost.StartAsync(settings: ("Sandbox:Database", "deep/down/there.db"));
        await host.SendAsync(await host.GoodSendAsync());

        var files = new DirectoryInfo(Path.Combine(host.Folder.FullName, "deep", "down")).GetFiles("there.db*");
        Assert.Contains(files, file => file.Name == "there.db");
        Assert.All(files, file =>
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(SandboxHost.Key, reader.ReadToEnd());
        });
    }

    [Fact]
    public async Task Sixteen_clients_at_once_are_all_served_and_no_id_is_given_twice()
    {
        await using var host = await SandboxHost.StartAsync(settings: ("Sandbox:RequestsPerMinute", "0"));
        var send = await host.GoodSendAsync();
        var ids = new System.Collections.Concurrent.ConcurrentBag<long>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 16), async (_, cancelled) =>
        {
            using var client = host.Client();
            for (var i = 0; i < 20; i++)
            {
                var answer = await client.PostAsync("/sandbox/heymarket/v1/message/send", new StringContent(send.ToJsonString()), cancelled);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                ids.Add((long)(await answer.JsonAsync())["id"]!);
            }
        });

        Assert.Equal(320, ids.Distinct().Count());
        Assert.Equal(320, (await host.ReceivedAsync()).Count);
    }

    [Fact]
    public async Task What_was_answered_is_in_the_file_already()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = (long)(await (await host.SendAsync(await host.GoodSendAsync())).JsonAsync())["id"]!;

        using var connection = new SqliteConnection($"Data Source={Path.Combine(host.Folder.FullName, "data", "sandbox.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from Messages where Id = $id";
        command.Parameters.AddWithValue("$id", id);
        Assert.Equal(1L, command.ExecuteScalar());
    }
}
