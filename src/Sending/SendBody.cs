using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HeymarketPortal.Sending;

/// <summary>
/// The exact bytes of one send's request. The same content and local id always give the same bytes, so what Review shows
/// is what leaves, and an attempt's hash is evidence. Absent fields are absent, never null.
/// </summary>
/// <example><c>{"inbox_id":413,"creator_id":12,"phone_number":"15105550142","text":"Hi","local_id":"019d…"}</c></example>
public static class SendBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(SendContent content, string localId)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("inbox_id", content.InboxId);
            json.WriteNumber("creator_id", content.SenderId);
            WriteText(json, "phone_number", content.PhoneNumber);
            WriteTargets(json, content.Targets);
            WriteNumber(json, "chat_id", content.ConversationId);
            WriteNumber(json, "list_id", content.ListId);
            WriteText(json, "text", content.Text);
            WriteText(json, "media_url", content.MediaUrl);
            WriteNumber(json, "template_id", content.TemplateId);
            json.WriteString("local_id", localId);
            if (content.Private)
            {
                json.WriteBoolean("private", true);
            }
            WriteText(json, "author", content.Author);
            WriteNumber(json, "survey_id", content.SurveyId);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>SHA-256 of a body, in lower-case hexadecimal.</summary>
    public static string HashOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void WriteTargets(Utf8JsonWriter json, IReadOnlyList<string>? targets)
    {
        if (targets is not { Count: > 0 })
        {
            return;
        }
        json.WriteStartArray("targets");
        foreach (var target in targets)
        {
            json.WriteStringValue(target);
        }
        json.WriteEndArray();
    }
}
