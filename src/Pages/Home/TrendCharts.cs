using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Sending;
using HeymarketPortal.Ui;

namespace HeymarketPortal.Pages.Home;

/// <summary>The charts of Home, each bar with the address of the history that it stands for.</summary>
/// <param name="history">Such as <c>/t/twin-clinic/history</c>.</param>
public sealed class TrendCharts(TrendView view, string history)
{
    private const int MostInboxes = 8;
    private static readonly string[] Steps = ["Under 1 s", "1 to 3 s", "3 to 10 s", "10 s to a minute", "Longer"];
    private static readonly (Delivery? Delivery, string Word, Meaning Meaning)[] Deliveries =
        [(Delivery.Delivered, "Delivered", Meaning.Good), (Delivery.Failed, "Failed", Meaning.Refused), (Delivery.OptedOut, "Opted out", Meaning.Attention), (null, "Not known", Meaning.Quiet)];

    public int Total { get; } = view.Counts.Sum(row => row.Count);

    public static IReadOnlyList<ChartSeries> Series { get; } = [.. StateSum.All.Select(sum => new ChartSeries(sum.Title, sum.Meaning))];

    public IReadOnlyList<ChartBar> Sends => [.. view.Parts.Select((part, at) => new ChartBar(part.Words, Address(part, part),
        [.. StateSum.All.Select(sum => view.Counts.Where(row => row.Part == at && sum.States.Contains(row.Ended)).Sum(row => row.Count))]))];

    /// <summary>The most requests that one minute took.</summary>
    public IReadOnlyList<ChartBar> Peaks => [.. view.Parts.Select((part, at) => new ChartBar(part.Words, Address(part, part), [view.Peaks.GetValueOrDefault(at)]))];

    public IReadOnlyList<ChartLine> Inboxes => [.. view.Counts.GroupBy(row => row.InboxId)
        .Select(inbox => (Id: inbox.Key, Name: inbox.Select(row => row.InboxName).FirstOrDefault(name => name is not null), Count: inbox.Sum(row => row.Count)))
        .OrderByDescending(inbox => inbox.Count).ThenBy(inbox => inbox.Id).Take(MostInboxes)
        .Select(inbox => new ChartLine(inbox.Name ?? $"Inbox {inbox.Id}", Address("inbox", inbox.Id), inbox.Count, Share(inbox.Count, Total)))];

    public IReadOnlyList<ChartLine> States => [.. StateSum.All.SelectMany(sum => sum.States.Select(state => (State: state, sum.Meaning)))
        .Select(line => (line.State, line.Meaning, Count: view.Counts.Where(row => row.Ended == line.State).Sum(row => row.Count)))
        .Where(line => line.Count > 0)
        .Select(line => new ChartLine(SendWords.Of(line.State).Word, Address("state", line.State), line.Count, Share(line.Count, Total), line.Meaning))];

    public IReadOnlyList<ChartLine> Delivered
    {
        get
        {
            var accepted = view.Counts.Where(row => row.Ended == SendState.Accepted).ToList();
            var all = accepted.Sum(row => row.Count);
            return [.. Deliveries.Select(line => (line, Count: accepted.Where(row => row.Delivery == line.Delivery?.ToString()).Sum(row => row.Count))).Where(found => found.Count > 0)
                .Select(found => new ChartLine(found.line.Word, found.line.Delivery is { } delivery ? Address("delivery", delivery) : Address("state", SendState.Accepted),
                    found.Count, Share(found.Count, all), found.line.Meaning))];
        }
    }

    public IReadOnlyList<ChartLine> Times
    {
        get
        {
            var taken = view.Counts.Where(row => row.Step >= 0).GroupBy(row => row.Step).ToDictionary(step => step.Key, step => step.Sum(row => row.Count));
            var all = taken.Values.Sum();
            return all == 0 ? [] : [.. Steps.Select((words, step) => new ChartLine(words, Address("state", SendState.Accepted), taken.GetValueOrDefault(step), Share(taken.GetValueOrDefault(step), all)))];
        }
    }

    public IReadOnlyList<ChartLine> Errors => [.. view.Errors.Select(error => (error, Words: SendWords.Of(Enum.Parse<SendState>(error.State))))
        .Select(found => new ChartLine($"{found.Words.Word}: {found.error.Reason ?? found.Words.Sentence}", Address("state", found.error.State), found.error.Count, Meaning: found.Words.Meaning))];

    private string Address(TrendPart from, TrendPart to) => string.Create(CultureInfo.InvariantCulture, $"{history}?from={from.From:yyyy-MM-dd}&to={to.To:yyyy-MM-dd}");

    private string Address(string name, object value) => string.Create(CultureInfo.InvariantCulture, $"{Address(view.Parts[0], view.Parts[^1])}&{name}={value}");

    private static string Share(int part, int all) => all == 0 ? "" : (100.0 * part / all) switch
    {
        > 0 and < 0.1 => "<0.1%",
        > 99.9 and < 100 => "99.9%",
        var share => share.ToString("0.#", CultureInfo.CurrentCulture) + "%",
    };
}
