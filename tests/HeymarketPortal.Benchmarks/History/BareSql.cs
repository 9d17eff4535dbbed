using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Benchmarks;

/// <summary>The rows of a case by a hand-written statement, on a connection that stays open: the columns of a line of the grid, and nothing around them.</summary>
internal sealed class BareSql : IDisposable
{
    private const string Columns = """
        s.Id, s.CreatedAt, s.Kind, s.State, s.PhoneNumber, s.ConversationId, json_array_length(s.Targets), s.ListId, s.Text, s.MediaUrl, s.Private, s.InboxName, s.SenderName,
        s.AccountName, s.AccountId, s.MessageId, s.GalleryUrl, s.Reason, s.DueAt, s.ListName, s.TemplateName, s.SurveyName, s.LocalId, s.StateAt, s.CheckAt, s.Delivery, s.InboxId, s.ErasedAt
        """;

    private readonly long _team;

    public BareSql(string file)
    {
        Connection = new($"Data Source={file};Mode=ReadOnly");
        Connection.Open();
        _team = HistoryCases.TeamOf(Connection);
    }

    public SqliteConnection Connection { get; }

    /// <returns>Milliseconds, and the ids of the rows, or their number alone.</returns>
    public (double Time, List<long> Ids) Read(HistoryCase asked, int most)
    {
        var watch = Stopwatch.StartNew();
        List<long> ids = [];
        using var command = Connection.CreateCommand();
        command.CommandText = asked.Counted ? $"SELECT count(*) FROM (SELECT 1 {asked.Where} LIMIT @most)" : $"SELECT {Columns} {asked.Where} LIMIT @most";
        command.Parameters.AddWithValue("@team", _team);
        command.Parameters.AddWithValue("@most", most);
        foreach (var (name, value) in asked.Values)
        {
            command.Parameters.AddWithValue(name, value);
        }
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            ids.Add((long)row[0]);
        }
        return (watch.Elapsed.TotalMilliseconds, ids);
    }

    public void Dispose() => Connection.Dispose();
}
