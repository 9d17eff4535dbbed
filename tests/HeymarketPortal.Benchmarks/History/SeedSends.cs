using System.Globalization;
using System.Text.Json;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Benchmarks;

/// <summary>The rows of a seeded history: every kind, state and delivery, most of them as common as in a real one, some of them rare.</summary>
internal sealed class SeedSends(List<SeedTeam> teams, int rows, Random random)
{
    public static readonly string[] Columns =
    [
        "Id", "TeamId", "Kind", "State", "StateAt", "LocalId", "RequestId", "RateKey", "InboxId", "SenderId", "PhoneNumber", "ConversationId",
        "Targets", "ListId", "Text", "MediaUrl", "TemplateId", "SurveyId", "Private", "InboxName", "InboxPhone", "SenderName", "TemplateName",
        "TemplateText", "SurveyName", "SurveyQuestion", "ConversationNumber", "ListName", "ListSize", "ListNumbers", "Bulk", "AccountId",
        "AccountName", "CreatedAt", "DueAt", "NotAfter", "Attempts", "MessageId", "GalleryUrl", "HeymarketDate", "Delivery", "DeliveryAt",
        "Checks", "Absences", "Reason",
    ];

    public static readonly string[] AttemptColumns =
        ["Id", "SendId", "TeamId", "ApiKeyId", "LocalId", "BodyHash", "StartedAt", "EndedAt", "HttpStatus", "RequestId", "Outcome", "Reason"];

    // Customers come back: a tenth as many numbers as sends, some of them far more often than others.
    private readonly string[] _numbers = [.. Enumerable.Range(0, 60_000).Select(_ => Number(random))];

    public (object?[] Send, List<object?[]> Attempts) Next(long id, DateTimeOffset at)
    {
        // All of them the largest team's, so that a rare word is as rare in every history.
        var rare = SeedWords.IsRare(id, rows);
        var (now, team) = (at.ToUnixTimeMilliseconds(), rare ? teams[0] : Team());
        var kind = rare ? SendKind.Individual : Pick((SendKind.Individual, .92), (SendKind.Group, .035), (SendKind.List, .015), (SendKind.Survey, .03));
        var state = Pick((SendState.Accepted, .955), (SendState.Rejected, .02), (SendState.Cancelled, .01), (SendState.NotSent, .006), (SendState.Expired, .004),
            (SendState.Closed, .003), (SendState.Unknown, .0012), (SendState.NotFound, .0006), (SendState.Scheduled, .0001), (SendState.Held, .0001));
        var accepted = state == SendState.Accepted;
        Delivery? delivery = accepted ? Pick<Delivery?>((null, .3), (Delivery.Delivered, .67), (Delivery.Failed, .025), (Delivery.OptedOut, .005)) : null;
        var (account, inbox, localId) = (team.Accounts[Skewed(team.Accounts.Length)], Skewed(8), Uuid(at));
        var to = Recipient(kind, team.Id);
        var template = to.Survey is null && !rare && random.NextDouble() < .15 ? Skewed(SeedWords.Templates.Length) : (int?)null;
        var text = template is null && to.Survey is null ? SeedWords.Text(random, id, rows) : null;
        object?[] send =
        [
            id, team.Id, kind.ToString(), state.ToString(), now + 900, localId, Uuid(at).ToUpperInvariant(), $"seed:{team.Id}", team.Id * 100 + inbox, account.Id,
            to.Number, to.Conversation, Json(to.Targets), to.List, text, random.NextDouble() < .02 ? $"https://media.example.com/{id}.jpg" : null,
            template + 5_200, to.Survey, kind == SendKind.Individual && random.NextDouble() < .01 ? 1 : 0, SeedWords.Inboxes[inbox], $"1415555{inbox:0000}", account.Name,
            template is { } t ? SeedWords.Templates[t].Name : null, template is { } u ? SeedWords.Templates[u].Text : null, to.Survey is null ? null : "After the visit",
            to.Survey is null ? null : "How was your visit with us?", to.ConversationNumber, to.List is null ? null : SeedWords.Lists[(int)(to.List % SeedWords.Lists.Length)],
            to.ListNumbers?.Length, Json(to.ListNumbers), 0, account.Id, account.Name, now, now, now + 3_600_000, 1, accepted ? 9_000_000_000 + id * 3 : null,
            accepted ? $"https://app.heymarket.com/g/{id:x}" : null, accepted ? now + 850 : null, delivery?.ToString(), delivery is null ? null : now + 4_000, 0, 0,
            state == SendState.Rejected ? "Heymarket refused it: the number cannot receive texts. (400)" : null,
        ];
        return (send, state is SendState.Cancelled or SendState.Expired or SendState.Scheduled or SendState.Held ? [] : [Attempt(id, team, localId, at, state)]);
    }

    private object?[] Attempt(long id, SeedTeam team, string localId, DateTimeOffset at, SendState state) =>
    [
        Uuid(at).ToUpperInvariant(), id, team.Id, team.ApiKeyId, localId, Convert.ToHexStringLower(Bytes(32)), at.ToUnixTimeMilliseconds() + 40, at.ToUnixTimeMilliseconds() + 880,
        state switch { SendState.Accepted => 200, SendState.Rejected => 400, _ => null }, state is SendState.Accepted or SendState.Rejected ? $"req_{Convert.ToHexStringLower(Bytes(10))}" : null,
        state switch { SendState.Accepted => "Accepted", SendState.Rejected => "Rejected", SendState.NotSent => "NotSent", _ => "Unknown" }, null,
    ];

    private To Recipient(SendKind kind, long team) => kind switch
    {
        SendKind.Group => new(Targets: [.. Enumerable.Range(0, random.Next(2, 7)).Select(_ => Customer())]),
        SendKind.List => new(List: team * 1_000 + Skewed(40), ListNumbers: [.. Enumerable.Range(0, random.Next(10, 120)).Select(_ => Customer())]),
        SendKind.Survey => new(Customer(), Survey: 61 + Skewed(4)),
        _ when random.NextDouble() < .08 => new(Conversation: 70_000_000 + Skewed(_numbers.Length), ConversationNumber: Customer()),
        _ => new(Customer()),
    };

    private string Customer() => _numbers[Skewed(_numbers.Length)];

    // Squared: the first ones come up most.
    private int Skewed(int count) => (int)(count * Math.Pow(random.NextDouble(), 2));

    private SeedTeam Team() => Pick([.. teams.Select(team => (team, team.Share))]);

    private T Pick<T>(params (T Value, double Share)[] choices)
    {
        var left = random.NextDouble();
        foreach (var (value, share) in choices)
        {
            if ((left -= share) < 0)
            {
                return value;
            }
        }
        return choices[0].Value;
    }

    private static string Number(Random random) => random.NextDouble() < .03
        ? $"4479{random.NextInt64(10_000_000, 99_999_999)}"
        : string.Create(CultureInfo.InvariantCulture, $"1{SeedWords.AreaCodes[random.Next(SeedWords.AreaCodes.Length)]}{random.Next(200, 999)}{random.Next(0, 9_999):0000}");

    private string Uuid(DateTimeOffset at)
    {
        var bytes = Bytes(16);
        var made = Guid.CreateVersion7(at).ToByteArray(bigEndian: true);
        made.AsSpan(0, 6).CopyTo(bytes);
        bytes[6] = (byte)(0x70 | bytes[6] & 0x0f);
        bytes[8] = (byte)(0x80 | bytes[8] & 0x3f);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string? Json(string[]? numbers) => numbers is null ? null : JsonSerializer.Serialize(numbers);

    private sealed record To(string? Number = null, long? Conversation = null, string? ConversationNumber = null, string[]? Targets = null, long? List = null, string[]? ListNumbers = null, long? Survey = null);
}
