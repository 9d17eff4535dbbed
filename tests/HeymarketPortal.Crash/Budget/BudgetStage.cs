using System.Globalization;
using System.Reflection;
using System.Text.Json;
using HeymarketPortal.Tests;
using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Crash;

/// <summary>A portal with three teams, each with a Heymarket account and four people of its own, and more texts waiting than a phase can send.</summary>
/// <param name="portal">The folder that the portal was published to.</param>
internal sealed class BudgetStage(BudgetPlan plan, string portal, string folder)
{
    private static readonly HttpClient Asking = new(new SocketsHttpHandler { UseProxy = false });
    private readonly int _port = Child.FreePort();
    private readonly int _upstreamPort = Child.FreePort();

    public string Arrivals => Path.Combine(folder, "arrivals.log");
    private string Program => Path.Combine(portal, "HeymarketPortal.dll");
    private string Upstream => $"http://127.0.0.1:{_upstreamPort}";
    private Uri Ready => new($"http://127.0.0.1:{_port}/health/ready");

    public Task<Child> StartUpstreamAsync() => Child.StartAsync("The upstream", new Uri($"{Upstream}/ready"),
        Assembly.GetExecutingAssembly().Location, "budget-upstream", "--port", Text(_upstreamPort), "--arrivals", Arrivals);

    public Task<Child> StartPortalAsync() => Child.StartAsync("The portal", Ready, [Program, .. Settings]);

    /// <summary>From now on the upstream answers everything of an account with this status.</summary>
    public async Task RefuseAsync(int account, int status) =>
        (await Asking.PostAsync(new Uri($"{Upstream}/refuse/{account}/{status}"), null)).EnsureSuccessStatusCode();

    /// <summary>By the commands an operator has, but for the accounts beside the first: only a person accepts an invitation.</summary>
    public async Task FillAsync()
    {
        using (var once = await Child.StartAsync("The portal", Ready, [Program, .. Settings,
            "--FirstRun:Email", PortalClient.AdministratorEmail, "--FirstRun:Password", PortalClient.AdministratorPassword]))
        {
            await once.StopAsync();
        }
        for (var account = 1; account <= BudgetPlan.Accounts; account++)
        {
            await Child.RunAsync("team", $"key-{account}\n", [Program, "team", $"Team {account}", "--key-from-stdin", .. Settings]);
        }
        await AddPeopleAsync();
        for (var account = 1; account <= BudgetPlan.Accounts; account++)
        {
            for (var person = 1; person <= BudgetPlan.People; person++)
            {
                var file = Path.Combine(folder, $"sends-{account}-{person}.jsonl");
                await File.WriteAllLinesAsync(file, Enumerable.Range(0, plan.SendsOfEach).Select(i => JsonSerializer.Serialize(new
                {
                    inbox_id = 413, creator_id = 12, phone_number = $"{14_150_000_000 + account * 10_000_000L + person * 100_000 + i}", text = $"Your appointment, number {i}",
                })));
                await Child.RunAsync("enqueue", null, [Program, "enqueue", file, "--team", $"team-{account}", "--as", EmailOf(person), .. Settings]);
            }
        }
        // A file's texts come after those that people wrote one by one: here half of the people did.
        await ExecuteAsync("UPDATE Sends SET Bulk = 0 WHERE AccountId % 2 = 0");
    }

    private async Task AddPeopleAsync()
    {
        for (var person = 2; person <= BudgetPlan.People; person++)
        {
            await ExecuteAsync($"""
                INSERT INTO AspNetUsers (Name, Administrator, CreatedAt, UserName, NormalizedUserName, Email, NormalizedEmail, EmailConfirmed, SecurityStamp,
                    PhoneNumberConfirmed, TwoFactorEnabled, LockoutEnabled, AccessFailedCount)
                SELECT 'Person {person}', 0, CreatedAt, '{EmailOf(person)}', '{EmailOf(person).ToUpperInvariant()}', '{EmailOf(person)}', '{EmailOf(person).ToUpperInvariant()}',
                    1, '{Guid.NewGuid():N}', 0, 0, 1, 0 FROM AspNetUsers WHERE Administrator LIMIT 1;
                INSERT INTO Memberships (TeamId, AccountId, Role, Grants, CreatedAt) SELECT t.Id, a.Id, 'Texter', 0, t.CreatedAt
                FROM Teams t, AspNetUsers a WHERE a.Email = '{EmailOf(person)}';
                """);
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "portal.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static string EmailOf(int person) => person == 1 ? PortalClient.AdministratorEmail : $"person{person}@example.com";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private string[] Settings =>
    [
        "--urls", $"http://127.0.0.1:{_port}",
        "--ConnectionStrings:Sqlite", $"Data Source={Path.Combine(folder, "portal.db")}",
        "--Secrets:KeyFile", Path.Combine(folder, "master.key"),
        "--Heymarket:BaseAddress", Upstream,
        "--Sending:RequestsPerMinute", Text(plan.PerMinute),
        // Soon enough that reads mix with the sends from the beginning.
        "--Sending:ReadBack:UnknownSeconds:0", "5",
    ];
}
