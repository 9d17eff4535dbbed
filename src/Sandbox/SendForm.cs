using System.Text.Json;

namespace HeymarketPortal.Sandbox;

/// <summary>The fields of <c>POST /v1/message/send</c> as they came. Null, empty text and an empty array all count as absent.</summary>
internal sealed record SendForm
{
    public long? InboxId { get; private set; }
    public long? CreatorId { get; private set; }
    public string? PhoneNumber { get; private set; }
    public long? ChatId { get; private set; }
    public long? ListId { get; private set; }
    public string[]? Targets { get; private set; }
    public string? Text { get; private set; }
    public string? MediaUrl { get; private set; }
    public long? TemplateId { get; private set; }
    public long? SurveyId { get; private set; }
    public string? LocalId { get; private set; }
    public string? Author { get; private set; }
    public bool Private { get; private set; }

    /// <summary>The first field that could not be read; what could be read is there all the same.</summary>
    public string? Problem { get; private set; }

    public string Kind => this switch
    {
        { Private: true } => "private",
        { SurveyId: not null } => "survey",
        { ListId: not null } => "list",
        { Targets: not null } => "group",
        _ => "individual",
    };

    public string Target =>
        PhoneNumber ?? (Targets is null ? null : string.Join(", ", Targets))
        ?? (ListId is { } list ? $"list {list}" : ChatId is { } chat ? $"conversation {chat}" : "");

    // {"inbox_id":413,"creator_id":12,"phone_number":"15105550142","text":"Hi","local_id":"6b1e6a52-…"}
    public static SendForm Read(string body)
    {
        var form = new SendForm();
        try
        {
            var json = JsonElement.Parse(body);
            if (json.ValueKind == JsonValueKind.Object)
            {
                form.Fill(json);
                return form;
            }
        }
        catch (JsonException)
        {
            // Told below, with the body that is no object.
        }

        form.Problem = "the body is not a JSON object";
        return form;
    }

    private void Fill(JsonElement json)
    {
        InboxId = Number(json, "inbox_id");
        CreatorId = Number(json, "creator_id");
        PhoneNumber = Words(json, "phone_number");
        ChatId = Number(json, "chat_id");
        ListId = Number(json, "list_id");
        Targets = Numbers(json);
        Text = Words(json, "text");
        MediaUrl = Words(json, "media_url");
        TemplateId = Number(json, "template_id");
        SurveyId = Number(json, "survey_id");
        LocalId = Words(json, "local_id");
        Author = Words(json, "author");
        Private = Flag(json);
    }

    private long? Number(JsonElement json, string name) => Value(json, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var number) => number,
        _ => Complain<long?>($"{name} is not a whole number"),
    };

    private string? Words(JsonElement json, string name) => Value(json, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString() is { Length: > 0 } text ? text : null,
        _ => Complain<string>($"{name} is not text"),
    };

    private bool Flag(JsonElement json) => Value(json, "private") switch
    {
        null => false,
        { ValueKind: JsonValueKind.True or JsonValueKind.False } value => value.GetBoolean(),
        _ => Complain<bool>("private is not true or false"),
    };

    private string[]? Numbers(JsonElement json)
    {
        if (Value(json, "targets") is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(one => one.ValueKind != JsonValueKind.String))
        {
            return Complain<string[]>("targets is not an array of texts");
        }

        return value.GetArrayLength() == 0 ? null : [.. value.EnumerateArray().Select(one => one.GetString()!)];
    }

    private static JsonElement? Value(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    private T? Complain<T>(string problem)
    {
        Problem ??= problem;
        return default;
    }
}
