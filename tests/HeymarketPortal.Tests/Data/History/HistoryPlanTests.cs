using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Audit;
using HeymarketPortal.Pages.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace HeymarketPortal.Tests.Data.History;

/// <summary>Reads how SQLite would carry out every statement that the history gives it: none may walk through a table.</summary>
public sealed partial class HistoryPlanTests
{
    [Fact]
    public async Task No_question_of_the_history_walks_through_a_table()
    {
        var heard = new Statements();
        await using var stage = await SendIdsTests.FilledAsync(services =>
        {
            services.AddSingleton<HistoryQueries>();
            services.ConfigureDbContext<PortalDbContext>(options => options.AddInterceptors(heard));
        });
        var (queries, team) = (stage.Test.Get<HistoryQueries>(), stage.Team.Id);
        heard.Texts.Clear();
        foreach (var filter in SendIdsTests.Filters)
        {
            var rows = await queries.ReadAsync(team, filter, null, default, 5);
            await queries.ReadAsync(team, filter, rows is [] ? 9 : rows[^1].Id, default);
            await queries.ReadNewerAsync(team, filter, rows is [] ? 0 : rows[^1].Id, default);
            await queries.CountAsync(team, filter, default);
            await queries.CountNewerAsync(team, filter, 0, default);
        }
        foreach (var id in (string[])["5", "9223372036854775807", Guid.NewGuid().ToString(), "req_7c", "umb", "an", "Dana 510 555"])
        {
            await queries.ReadAsync(team, new SendFilter { Search = id }, null, default);
        }
        await queries.KeyAtAsync(team, stage.Test.Time.GetUtcNow(), default);
        await queries.ChoicesAsync(team, default);
        await queries.DetailsAsync(team, 1);
        // Whichever way turns out to be the quickest in a database of another size.
        foreach (var filter in SendIdsTests.Filters)
        {
            foreach (var way in SendSources.Of(team, filter, filter.Search is null ? null : "Belongs : \"t1\" AND Words : \"umbrella\""))
            {
                foreach (var newestFirst in (bool[])[true, false])
                {
                    var (ids, depth) = (way.Ids(IdRange.All, newestFirst, 5), way.Depth(IdRange.All, newestFirst, 5));
                    await stage.Test.ReadAsync(team, db => db.Database.SqlQueryRaw<long>(ids.Sql, ids.Values).ToListAsync());
                    await stage.Test.ReadAsync(team, db => db.Database.SqlQueryRaw<long>(depth.Sql, depth.Values).ToListAsync());
                }
            }
        }

        Assert.InRange(heard.Texts.Count, 50, 1_000);
        List<string> walks = [];
        foreach (var (text, parameters) in heard.Texts.ToArray())
        {
            var plan = await PlanAsync(stage.Test, text, parameters);
            Assert.NotEmpty(plan);
            walks.AddRange(plan.Where(step => Walk().IsMatch(step)).Select(step => $"{step}\n{text}"));
            Assert.All(plan.Where(step => step.Contains(" s USING", StringComparison.Ordinal)), step => Assert.Matches(@"TeamId=|rowid=|LocalId=|AgainOf=", step));
        }
        Assert.Empty(walks);
    }

    [Fact]
    public async Task No_question_of_an_auditor_over_all_teams_walks_through_a_table()
    {
        var heard = new Statements();
        await using var stage = await SendIdsTests.FilledAsync(services =>
        {
            services.AddSingleton<AuditHistoryQueries>();
            services.ConfigureDbContext<PortalDbContext>(options => options.AddInterceptors(heard));
        });
        var ida = await stage.Test.AddAccountAsync("ida@example.com");
        await stage.Test.WriteAsync(null, db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(a => a.Auditor, true)));
        var all = await stage.Test.ReadAsync(null, db => db.Sends.IgnoreQueryFilters().AsNoTracking().OrderByDescending(s => s.Id).ToListAsync());
        heard.Texts.Clear();
        foreach (var number in (string?[])[null, "15105550142", "5550199"])
        {
            foreach (var (from, to) in (((int, int) From, (int, int) To)[])[((3, 1), (3, 31)), ((3, 20), (4, 20)), ((6, 30), (7, 1)), ((1, 1), (2, 1))])
            {
                var question = new AuditQuestion(number, new(2026, from.Item1, from.Item2), new(2026, to.Item1, to.Item2));
                var expected = all.Where(s => (number is null || s.PhoneNumber!.EndsWith(number, StringComparison.Ordinal))
                    && DateOnly.FromDateTime(s.CreatedAt.UtcDateTime) >= question.From && DateOnly.FromDateTime(s.CreatedAt.UtcDateTime) <= question.To).Select(s => s.Id);
                Assert.Equal(expected, await WalkedAsync(stage.Test.Get<AuditHistoryQueries>(), ida.Id, question));
            }
        }

        var reads = heard.Texts.Where(text => text.Key.Contains("\"Sends\"", StringComparison.Ordinal)).ToList();
        Assert.InRange(reads.Count, 4, 100);
        foreach (var (text, parameters) in reads)
        {
            Assert.DoesNotContain(await PlanAsync(stage.Test, text, parameters), step => Walk().IsMatch(step));
        }
    }

    private static async Task<List<long>> WalkedAsync(AuditHistoryQueries queries, long accountId, AuditQuestion question)
    {
        List<long> walked = [];
        for (long? before = null; (await queries.ReadAsync(accountId, question, before))! is { Count: > 0 } window; before = window[^1].Send.Id)
        {
            walked.AddRange(window.Select(line => line.Send.Id));
        }
        return walked;
    }

    [Fact]
    public async Task A_walk_through_a_table_would_be_seen()
    {
        await using var stage = await HistoryStage.MakeAsync();

        var plan = await PlanAsync(stage.Test, """SELECT * FROM "Sends" WHERE "Author" = 'x'""", []);

        Assert.Contains(plan, step => Walk().IsMatch(step));
    }

    private static Task<List<string>> PlanAsync(TestDatabase test, string sql, (string Name, object? Value)[] parameters) => test.ReadAsync(null, async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
        List<string> steps = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(3));
        }
        return steps;
    });

    [GeneratedRegex("^SCAN (?!.*(USING (COVERING )?INDEX|VIRTUAL TABLE|CONSTANT ROW))")]
    private static partial Regex Walk();

    private sealed class Statements : DbCommandInterceptor
    {
        public ConcurrentDictionary<string, (string, object?)[]> Texts { get; } = new();

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            Keep(command);
            return result;
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Keep(command);
            return ValueTask.FromResult(result);
        }

        private void Keep(DbCommand command)
        {
            if (command.CommandText.Contains("SELECT", StringComparison.Ordinal))
            {
                Texts[command.CommandText] = [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))];
            }
        }
    }
}
