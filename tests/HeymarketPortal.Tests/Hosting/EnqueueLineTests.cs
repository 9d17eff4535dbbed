using HeymarketPortal.Hosting;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Hosting;

public sealed class EnqueueLineTests
{
    [Theory]
    [InlineData("""{"inbox_id":413,"creator_id":12,"phone_number":"15105550142","text":"Hi"}""", SendKind.Individual, "PhoneNumber")]
    [InlineData("""{"inbox_id":413,"creator_id":12,"chat_id":9920,"text":"Hi","private":true,"author":"Sam"}""", SendKind.Individual, "ConversationId")]
    [InlineData("""{"inbox_id":413,"creator_id":12,"targets":["15105550142","15105550143"],"media_url":"https://a.example/b.png"}""", SendKind.Group, "Numbers")]
    [InlineData("""{"inbox_id":413,"creator_id":12,"list_id":3310,"list_name":"Recall","template_id":5207}""", SendKind.List, "ListId")]
    [InlineData("""{"inbox_id":413,"creator_id":12,"phone_number":"15105550142","survey_id":61}""", SendKind.Survey, "PhoneNumber")]
    [InlineData("""{"inbox_id":413,"creator_id":12,"list_id":3310,"list_name":"Recall","survey_id":61}""", SendKind.Survey, "ListId")]
    [InlineData("""{"inbox_id":413,"creator_id":12,"phone_number":"15105550142","text":"Hi","media_url":null,"targets":[],"private":false}""", SendKind.Individual, "PhoneNumber")]
    public void The_fields_of_a_line_tell_its_kind_and_recipient(string text, SendKind kind, string field)
    {
        var (line, problem) = EnqueueLine.Read(text);

        Assert.Null(problem);
        Assert.Equal((kind, field), (line!.Form.Kind, line.Form.TargetField));
    }

    [Theory]
    [InlineData("""{"inbox_id":413""", "It is not one JSON object with each field once.")]
    [InlineData("""{"text":"a","text":"b"}""", "It is not one JSON object with each field once.")]
    [InlineData("""{"text":"Hi \ud83d"}""", "It holds half a character: an escape such as \"\\ud83d\" without its second half.")]
    [InlineData("""{"\ud83d":1}""", "It holds half a character: an escape such as \"\\ud83d\" without its second half.")]
    [InlineData("""["15105550142"]""", "It is not a JSON object.")]
    [InlineData("""{"inbox_id":"413"}""", "\"inbox_id\" takes a whole number.")]
    [InlineData("""{"phone_number":15105550142}""", "\"phone_number\" takes a string.")]
    [InlineData("""{"targets":[15105550142]}""", "\"targets\" takes an array of strings.")]
    [InlineData("""{"private":"true"}""", "\"private\" takes true or false.")]
    [InlineData("""{"local_id":"mine"}""", "\"local_id\" is the portal's own, one for each send. Leave it out.")]
    [InlineData("""{"phone":"15105550142"}""", "\"phone\" is no field of a send.")]
    [InlineData("""{"send_at":"2026-11-24T09:00:00"}""", "\"send_at\" takes a time with its offset, such as \"2026-11-24T09:00:00-07:00\".")]
    public void A_line_that_is_not_understood_is_refused_in_words(string text, string sentence)
    {
        var (line, problem) = EnqueueLine.Read(text);

        Assert.Null(line);
        Assert.Equal(sentence, problem);
    }

    [Theory]
    [InlineData("2026-11-24T09:00:00-07:00")]
    [InlineData("2026-11-24T16:00:00Z")]
    [InlineData("2026-11-24t16:00:00.000z")]
    public void A_time_means_the_moment_that_it_names(string time)
    {
        var (line, _) = EnqueueLine.Read($$"""{"send_at":"{{time}}"}""");

        Assert.Equal(new DateTimeOffset(2026, 11, 24, 16, 0, 0, TimeSpan.Zero), line!.SendAt);
    }
}
