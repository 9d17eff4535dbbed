using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Sending;

public class MediaKindTests
{
    [Theory]
    [InlineData("https://example.com/card.jpg")]
    [InlineData("https://example.com/a/b/CARD.JPEG?size=2#top")]
    [InlineData(" https://example.com/card.png ")]
    [InlineData("https://example.com/party%2Egif")]
    public void Pictures_that_carriers_take_are_shown_and_need_no_word(string url)
    {
        var kind = MediaKind.Of(url);

        Assert.Null(kind.Sentence);
        Assert.True(kind.IsImage);
    }

    [Theory]
    [InlineData("https://example.com/film.mp4")]
    [InlineData("https://example.com/film.3gp")]
    [InlineData("https://example.com/voice.mp3")]
    [InlineData("https://example.com/voice.amr")]
    [InlineData("https://example.com/maya.vcf")]
    [InlineData("https://example.com/form.pdf")]
    public void Films_sounds_and_cards_are_usual_but_no_pictures(string url)
    {
        var kind = MediaKind.Of(url);

        Assert.Null(kind.Sentence);
        Assert.False(kind.IsImage);
    }

    [Theory]
    [InlineData("https://example.com/letter.docx", "Carriers may not take a .docx file. JPEG, PNG and GIF are safest.")]
    [InlineData("https://example.com/letter.ZIP", "Carriers may not take a .zip file. JPEG, PNG and GIF are safest.")]
    [InlineData("https://example.com/page.html", "Carriers may not take a .html file. JPEG, PNG and GIF are safest.")]
    public void Other_files_are_warned_of(string url, string sentence) => Assert.Equal(sentence, MediaKind.Of(url).Sentence);

    [Fact]
    public void A_picture_may_be_shown_here_and_refused_by_carriers()
    {
        var kind = MediaKind.Of("https://example.com/card.webp");

        Assert.True(kind.IsImage);
        Assert.Equal("Carriers may not take a .webp file. JPEG, PNG and GIF are safest.", kind.Sentence);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("card.docx")]
    [InlineData("https://example.com")]
    [InlineData("https://example.com/media/9920")]
    [InlineData("https://example.com/get?file=letter.docx")]
    [InlineData("https://files.example.doc/9920")]
    [InlineData("https://example.com/v1.2")]
    [InlineData("https://example.com/report.")]
    [InlineData("https://example.com/dr.miller-invites")]
    [InlineData("https://example.com/a.docx/")]
    public void Without_an_extension_nothing_is_said(string? url) =>
        Assert.Equal(new MediaKind(null, true, false), MediaKind.Of(url));
}
