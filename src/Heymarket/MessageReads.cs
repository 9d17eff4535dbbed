using HeymarketPortal.Heymarket.Wire;

namespace HeymarketPortal.Heymarket;

/// <summary>Reads messages back to a moment. Whoever looks for one that may be missing must know whether the whole span was seen.</summary>
internal sealed class MessageReads(ReadDesk desk, TimeProvider time)
{
    private const int MostPages = 10;
    private const int NumberPage = 50;
    private const int AccountPage = 200;
    // What Heymarket gives where it takes no notice of the number asked for: only fewer are surely the last.
    private const int SmallestPage = 30;

    /// <summary>What went between an inbox and a number since a moment, newest first.</summary>
    public Task<Answer<MessageSpan>> WithAsync(long teamId, long inboxId, string phoneNumber, DateTimeOffset since) => desk.WithKeyAsync(teamId, async key =>
    {
        var all = new Dictionary<long, Message>();
        var readable = true;
        DateTimeOffset? asOf = null;
        long? before = null;
        for (var page = 0; page < MostPages; page++)
        {
            var cursor = before;
            var reply = await desk.AskAsync(key, (api, call, limit) => api.MessagesAsync(call, phoneNumber, inboxId, cursor, limit));
            asOf = Earlier(asOf, reply.Date);
            var answer = desk.AnswerOf(reply, WireMessages.Read);
            if (answer is not Answer<MessagePage>.Read { Value: { Messages: var messages } read })
            {
                return Failed(answer);
            }
            readable &= read.Unreadable == 0;
            var fresh = messages.Count(message => all.TryAdd(message.Id, message));
            var oldest = messages.Min(message => message.Date);
            if (read.Rows < NumberPage || fresh == 0 || oldest < since)
            {
                return Span(all.Values, readable && (read.Rows < NumberPage || oldest < since), asOf);
            }
            // The whole of that second again: others of it may not have been on this page.
            before = oldest?.ToUnixTimeSeconds() + 1;
        }
        return Span(all.Values, whole: false, asOf);
    });

    /// <summary>
    /// Everything in the account since a moment, and whatever else was on the pages. Sources disagree whether <c>created_at</c> means
    /// before or on and after, so both directions are asked.
    /// </summary>
    public Task<Answer<MessageSpan>> SinceAsync(long teamId, DateTimeOffset since) => desk.WithKeyAsync(teamId, async key =>
    {
        var all = new Dictionary<long, Message>();
        var whole = true;
        DateTimeOffset? asOf = null;
        foreach (var (from, ascending) in ((DateTimeOffset, bool)[])[(since, true), (time.GetUtcNow().AddMinutes(1), false)])
        {
            var cursor = from;
            for (var page = 0; ; page++)
            {
                var asked = new WireSpan { CreatedAt = cursor, Ascending = ascending, Limit = AccountPage };
                var reply = await desk.AskAsync(key, (api, call, limit) => api.AllMessagesAsync(call, asked, limit));
                asOf = Earlier(asOf, reply.Date);
                var answer = desk.AnswerOf(reply, WireMessages.Read);
                if (answer is not Answer<MessagePage>.Read { Value: { Messages: var messages } read })
                {
                    return Failed(answer);
                }
                whole &= read.Unreadable == 0;
                var fresh = messages.Count(message => all.TryAdd(message.Id, message) && (message.Date is null || message.Date >= since));
                if (read.Rows < SmallestPage || fresh == 0)
                {
                    break;
                }
                if (page == MostPages)
                {
                    whole = false;
                    break;
                }
                cursor = (ascending ? messages.Max(message => message.Date) : messages.Min(message => message.Date)) ?? cursor;
            }
        }
        return Span(all.Values, whole, asOf);
    });

    // What was seen is told, also from before: a clock that was wrong at the attempt must not hide a text that is there.
    private Answer<MessageSpan> Span(IEnumerable<Message> messages, bool whole, DateTimeOffset? asOf) =>
        new Answer<MessageSpan>.Read(new([.. messages], whole) { AsOf = asOf }, time.GetUtcNow());

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    private static Answer<MessageSpan>.Failed Failed(Answer<MessagePage> answer) =>
        answer is Answer<MessagePage>.Failed(var kind, var sentence, var id) ? new(kind, sentence, id) : throw new InvalidOperationException("A read that succeeded did not fail.");
}

/// <summary>Messages since a moment, and some from before it.</summary>
/// <param name="Whole">Whether all of them were seen. Only then does the absence of one say anything.</param>
public sealed record MessageSpan(IReadOnlyList<Message> Messages, bool Whole)
{
    /// <summary>When it was read by Heymarket's own clock; null where no answer named a time.</summary>
    public DateTimeOffset? AsOf { get; init; }
}
