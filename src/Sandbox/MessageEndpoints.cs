namespace HeymarketPortal.Sandbox;

/// <summary>Reading back: a number's history, everything, one conversation.</summary>
internal static class MessageEndpoints
{
    private const int HistorySize = 50;
    private const int PageSize = 30;
    private const int LargestPage = 200;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/v1/messages", HistoryAsync);
        api.MapPost("/v1/messages/all", AllAsync);
        api.MapGet("/v1/conversations/{id:long}", ConversationAsync);
    }

    private static async Task<IResult> HistoryAsync(
        HttpContext context, SandboxStore store, SandboxReads reads, SwitchBoard board, TimeProvider time,
        string? phoneNumber, string? inboxID, string? timestamp)
    {
        var account = Gate.CallerOf(context).Account;
        var before = DateTimeOffset.MaxValue.Micros();
        if (phoneNumber?.TrimStart('+', ' ') is not { Length: > 0 } phone || !SendRules.IsPhone(phone))
        {
            return Answers.BadData(board, "phoneNumber is not valid");
        }

        if (!long.TryParse(inboxID, out var inbox) || account.Inbox(inbox) is null)
        {
            return Answers.BadData(board, "inboxID is not an inbox of this team");
        }

        if (!string.IsNullOrEmpty(timestamp))
        {
            if (!long.TryParse(timestamp, out var seconds) || seconds is < 0 or > 253_402_300_799)
            {
                return Answers.BadData(board, "timestamp is not a Unix time in seconds");
            }

            before = DateTimeOffset.FromUnixTimeSeconds(seconds).Micros();
        }

        await store.MeetAsync(account);
        var view = new MessageView(account, board.Current, time.GetUtcNow());
        return reads.Conversation(account.Id, inbox, phone) is not { } conversation
            ? Answers.Ok(Array.Empty<object>())
            : Answers.Ok(reads.Messages(conversation.Id, before, HistorySize).Select(message => view.Message(message, conversation)));
    }

    private static async Task<IResult> AllAsync(
        HttpContext context, SandboxStore store, SandboxReads reads, SwitchBoard board, TimeProvider time)
    {
        var account = Gate.CallerOf(context).Account;
        var body = await Bodies.ReadAsync<AllRequest>(context);
        var problem = body switch
        {
            null => "the body is not a JSON object",
            { Order: not (null or "" or "created_at" or "updated_at") } => "order is neither created_at nor updated_at",
            { Limit: < 1 } => "limit is not a whole number above 0",
            { CreatedAt.Length: > 0 } when SandboxTime.Read(body.CreatedAt) is null => "created_at is not a time",
            _ => null,
        };
        if (problem is not null)
        {
            return Answers.BadData(board, problem);
        }

        await store.MeetAsync(account);
        var ascending = body!.Ascending ?? false;
        var from = SandboxTime.Read(body.CreatedAt) ?? (ascending ? DateTimeOffset.UnixEpoch : DateTimeOffset.MaxValue);
        var view = new MessageView(account, board.Current, time.GetUtcNow());
        return Answers.Ok(reads
            .AllMessages(account.Id, from.Micros(), ascending, Math.Min(body.Limit ?? PageSize, LargestPage))
            .Select(found => view.Message(found.Message, found.Conversation)));
    }

    private static async Task<IResult> ConversationAsync(
        long id, HttpContext context, SandboxStore store, SandboxReads reads, SwitchBoard board, TimeProvider time)
    {
        var account = Gate.CallerOf(context).Account;
        await store.MeetAsync(account);
        return reads.Conversation(id) is { } conversation && conversation.Account == account.Id
            ? Answers.Ok(new MessageView(account, board.Current, time.GetUtcNow()).Conversation(conversation))
            : Answers.NotFound(board);
    }

    private sealed record AllRequest(string? CreatedAt, string? Order, bool? Ascending, int? Limit);
}
