using System.Globalization;
using System.Text.Json;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Hosting;

/// <summary>One line of a file to enqueue: the request fields of Heymarket's guide, and what only the portal knows.</summary>
/// <example><c>{"inbox_id":413,"creator_id":12,"phone_number":"15105550142","text":"Hi","send_at":"2026-11-24T09:00:00-07:00"}</c></example>
internal sealed class EnqueueLine
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    public SendForm Form { get; } = new();
    public DateTimeOffset? SendAt { get; private set; }
    /// <summary>What a person would have typed before a list is sent to.</summary>
    public string? ListName { get; private set; }

    /// <returns>The line, or the sentence that says what is wrong with it.</returns>
    public static (EnqueueLine? Line, string? Problem) Read(string text)
    {
        var line = new EnqueueLine();
        try
        {
            using var json = JsonDocument.Parse(text, Strict);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, "It is not a JSON object.");
            }
            foreach (var field in json.RootElement.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null))
            {
                if (line.Take(field.Name, field.Value) is { } wanted)
                {
                    return (null, wanted);
                }
            }
        }
        catch (JsonException)
        {
            return (null, "It is not one JSON object with each field once.");
        }
        catch (InvalidOperationException)
        {
            return (null, "It holds half a character: an escape such as \"\\ud83d\" without its second half.");
        }
        line.Settle();
        return (line, null);
    }

    /// <returns>Null when the field was understood.</returns>
    private string? Take(string name, JsonElement value)
    {
        switch (name)
        {
            case "inbox_id":
                return Number(id => Form.InboxId = id);
            case "creator_id":
                return Number(id => Form.SenderId = id);
            case "chat_id":
                return Number(id => Form.ConversationId = Typed(id));
            case "list_id":
                return Number(id => Form.ListId = Typed(id));
            case "template_id":
                return Number(id => Form.TemplateId = Typed(id));
            case "survey_id":
                return Number(id => Form.SurveyId = Typed(id));
            case "phone_number":
                return Words(words => Form.PhoneNumber = words);
            case "text":
                return Words(words => Form.Text = words);
            case "media_url":
                return Words(words => Form.MediaUrl = words);
            case "author":
                return Words(words => Form.Author = words);
            case "list_name":
                return Words(words => ListName = words);
            case "targets":
                return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(number => number.ValueKind == JsonValueKind.String)
                    ? Taken(() => Form.Numbers = [.. value.EnumerateArray().Select(number => number.GetString()!)])
                    : Wanted("an array of strings");
            case "private":
                return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Taken(() => Form.Private = value.GetBoolean()) : Wanted("true or false");
            case "send_at":
                return value.ValueKind == JsonValueKind.String && Moment(value.GetString()!) is { } at
                    ? Taken(() => SendAt = at)
                    : Wanted("a time with its offset, such as \"2026-11-24T09:00:00-07:00\"");
            case "local_id":
                return "\"local_id\" is the portal's own, one for each send. Leave it out.";
            default:
                return $"\"{name}\" is no field of a send.";
        }

        string? Number(Action<long> take) =>
            value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var id) ? Taken(() => take(id)) : Wanted("a whole number");
        string? Words(Action<string> take) =>
            value.ValueKind == JsonValueKind.String ? Taken(() => take(value.GetString()!)) : Wanted("a string");
        string Wanted(string what) => $"\"{name}\" takes {what}.";
    }

    // The page has a person choose these; here the fields tell.
    private void Settle()
    {
        Form.Kind = Form.SurveyId is not null ? SendKind.Survey
            : Form.ListId is not null ? SendKind.List
            : Form.Numbers.Count > 0 ? SendKind.Group
            : SendKind.Individual;
        Form.Target = Form.ListId is not null ? SendTarget.List : Form.ConversationId is not null ? SendTarget.Conversation : SendTarget.Number;
        Form.UseTemplate = Form.TemplateId is not null;
    }

    private static DateTimeOffset? Moment(string text) => DateTimeOffset.TryParseExact(
        text.ToUpperInvariant(), Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static string Typed(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string? Taken(Action take)
    {
        take();
        return null;
    }
}
