using System.Globalization;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Pages.History;

/// <summary>The cells of a file's rows, under the grid's names and in the grid's words. Times are the team's, with their offset.</summary>
internal sealed class ExportColumns(TimeZoneInfo zone)
{
    public const string Time = "Time";
    public const string Recipient = "Recipient";
    public const string Message = "Message";
    public const string LocalId = "Local ID";

    // Customers come back, and their country's way to write a number is slow to find; so many of them take a few megabytes.
    private const int MostNumbers = 20_000;

    private readonly Dictionary<string, string> _numbers = [];

    public static string[] Names =>
    [
        Time, "Kind", Recipient, "Inbox", "Sender", Message, "State", "Delivery", "Message ID", "Gallery", "Sent by",
        "Media", "Private comment", LocalId, "Request IDs",
    ];

    /// <param name="requestIds">Heymarket's, one for each attempt that was answered.</param>
    public void Fill(string?[] cells, ExportLine line, string? requestIds)
    {
        cells[0] = TimeZoneInfo.ConvertTime(line.Time, zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        cells[1] = SendWords.Of(line.Kind).Word;
        cells[2] = To(line);
        cells[3] = line.InboxName ?? Named("Inbox", line.InboxId);
        cells[4] = line.SenderName ?? Named("Person", line.SenderId);
        cells[5] = Said(line);
        cells[6] = SendWords.Of(line.State).Word;
        cells[7] = line.Delivery switch { null => null, Delivery.OptedOut => "Opted out", { } delivery => delivery.ToString() };
        cells[8] = line.MessageId?.ToString(CultureInfo.InvariantCulture);
        cells[9] = line.GalleryUrl;
        cells[10] = line.SentBy;
        cells[11] = line.MediaUrl;
        cells[12] = line.Private ? "Yes" : null;
        cells[13] = line.LocalId;
        cells[14] = requestIds;
    }

    private string? To(ExportLine line) => line switch
    {
        { PhoneNumber: { } number } => Shown(number),
        { ConversationId: { } id, ConversationNumber: { } number } => $"{Named("Conversation", id)}: {Shown(number)}",
        { ConversationId: { } id } => Named("Conversation", id),
        { Targets: { } targets } => string.Create(CultureInfo.InvariantCulture, $"{targets.Count} people: {string.Join(", ", targets.Select(Shown))}"),
        { ListId: { } id } => line.ListName ?? Named("List", id),
        { ErasedAt: not null } => "Number erased",
        _ => null,
    };

    private static string? Said(ExportLine line) => line switch
    {
        { Text: { } text } => text,
        { ErasedAt: { } at } => SendWords.Erased(line.Time, at),
        { TemplateId: { } id } => With(Named("Template", line.TemplateName, id), line.TemplateText),
        { SurveyId: { } id } => With(Named("Survey", line.SurveyName, id), line.SurveyQuestion),
        _ => null,
    };

    private string Shown(string number)
    {
        if (!_numbers.TryGetValue(number, out var shown))
        {
            if (_numbers.Count == MostNumbers)
            {
                _numbers.Clear();
            }
            _numbers.Add(number, shown = PhoneNumber.Display(number));
        }
        return shown;
    }

    private static string With(string name, string? words) => words is null ? name : $"{name}: {words}";

    private static string Named(string what, string? name, long id) => name is null ? Named(what, id) : $"{what} {name}";

    private static string Named(string what, long id) => string.Create(CultureInfo.InvariantCulture, $"{what} {id}");
}
