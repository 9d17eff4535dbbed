using System.Text;
using System.Text.Json;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Sending;

public class SendBodyTests
{
    [Fact]
    public void Absent_fields_are_absent()
    {
        var content = new SendContent(SendKind.Individual, 413, 12) { PhoneNumber = "15105550142", Text = "Hi" };

        Assert.Equal("""{"inbox_id":413,"creator_id":12,"phone_number":"15105550142","text":"Hi","local_id":"a"}""", Json(content));
    }

    [Fact]
    public void Every_field_has_the_name_the_guide_gives_it()
    {
        var content = new SendContent(SendKind.Survey, 1, 2)
        {
            PhoneNumber = "3", Targets = ["4", "5"], ConversationId = 6, ListId = 7, Text = "8", MediaUrl = "https://x/9",
            TemplateId = 10, Private = true, Author = "11", SurveyId = 12,
        };

        Assert.Equal(
            """{"inbox_id":1,"creator_id":2,"phone_number":"3","targets":["4","5"],"chat_id":6,"list_id":7,"text":"8","media_url":"https://x/9","template_id":10,"local_id":"a","private":true,"author":"11","survey_id":12}""",
            Json(content));
    }

    [Fact]
    public void Emoji_quotes_and_markup_are_read_as_they_were_typed()
    {
        const string Typed = "“é” 👍 <b> \"q\" \\ \n {{first_name}}";

        using var read = JsonDocument.Parse(SendBody.Of(new SendContent(SendKind.Individual, 1, 2) { Text = Typed }, "a"));

        Assert.Equal(Typed, read.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void The_same_send_has_the_same_bytes_every_time()
    {
        var content = new SendContent(SendKind.Individual, 1, 2) { Text = "Hi" };

        Assert.Equal(SendBody.HashOf(SendBody.Of(content, "a")), SendBody.HashOf(SendBody.Of(content with { }, "a")));
        Assert.NotEqual(SendBody.HashOf(SendBody.Of(content, "a")), SendBody.HashOf(SendBody.Of(content, "b")));
    }

    private static string Json(SendContent content) => Encoding.UTF8.GetString(SendBody.Of(content, "a"));
}
