using HeymarketPortal.Data;

namespace HeymarketPortal.Tests.Data;

public sealed class SeenMessageTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 21, 0, 7, TimeSpan.Zero);

    public static TheoryData<SeenMessage, string> Messages => new()
    {
        { new(9980041, "sent", At, "Your glasses are ready."), "Message 9980041, sent, 2026-11-23 21:00:07 UTC: Your glasses are ready." },
        { new(5, "failed: landline", At, "A: b, 2026-01-01 00:00:00 UTC: c\nand more"), "Message 5, failed: landline, 2026-11-23 21:00:07 UTC: A: b, 2026-01-01 00:00:00 UTC: c\nand more" },
        { new(6, null, At, null), "Message 6, 2026-11-23 21:00:07 UTC: without text" },
        { new(7, null, null, "Hi"), "Message 7: Hi" },
        { new(8, "delivered", null, ""), "Message 8, delivered: " },
    };

    [Theory, MemberData(nameof(Messages))]
    public void What_was_seen_is_kept_in_words_and_read_from_them_again(SeenMessage seen, string note)
    {
        Assert.Equal(note, seen.Note);
        Assert.Equal(seen, SeenMessage.Read(note));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Looked through 3 messages since the attempt: none has its local id.")]
    [InlineData("Message 12345678901234567890: Hi")]
    public void Other_words_are_no_message(string? note) => Assert.Null(SeenMessage.Read(note));
}
