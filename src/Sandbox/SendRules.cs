namespace HeymarketPortal.Sandbox;

/// <summary>A send that is good to go out.</summary>
/// <param name="Target">The conversation's target; see <see cref="ConversationRow"/>.</param>
/// <param name="Recipients">Number to name; for a broadcast one message each.</param>
internal sealed record SendPlan(
    SandboxInbox Inbox, long Creator, string Target, string Name, IReadOnlyDictionary<string, SandboxName> Recipients,
    string Text, string Media, string Author, string LocalId, bool Private, long List);

/// <summary>What makes a send refused, checked in the order of the documentation's table.</summary>
internal static class SendRules
{
    private const int LargestGroup = 10;
    private const string NotValid = "phone_number is not valid: country code and digits, without +";

    /// <param name="conversation">What <c>chat_id</c> names in this account, if anything.</param>
    /// <returns>A plan, or the sentence that goes with <c>bad_data</c>.</returns>
    public static (SendPlan? Plan, string? Problem) Check(
        SendForm form, SandboxAccount account, ConversationRow? conversation, bool keepUnfilledTokens)
    {
        var problem = form.Problem ?? Sender(form, account) ?? Target(form, account, conversation) ?? Content(form, account);
        return problem is null ? (Plan(form, account, conversation, keepUnfilledTokens), null) : (null, problem);
    }

    private static string? Sender(SendForm form, SandboxAccount account) => (form, account.Inbox(form.InboxId ?? 0)) switch
    {
        ({ InboxId: null }, _) => "inbox_id is required",
        ({ CreatorId: null }, _) => "creator_id is required",
        (_, null) => "inbox_id is not an inbox of this team",
        ({ CreatorId: { } creator }, { } inbox) when !inbox.Members.Contains(creator) => "creator_id is not a member of this inbox",
        _ => null,
    };

    private static string? Target(SendForm form, SandboxAccount account, ConversationRow? conversation)
    {
        object?[] families = [form.PhoneNumber, form.ChatId, form.ListId, form.Targets];
        return families.Count(family => family is not null) != 1
            ? "exactly one of phone_number, chat_id, list_id and targets is required"
            : form switch
            {
                { PhoneNumber: { } phone } => IsPhone(phone) ? null : NotValid,
                { ChatId: not null } => conversation is { IsBroadcast: false } && conversation.Inbox == form.InboxId
                    ? null : "chat_id is not a conversation of this inbox",
                { ListId: { } id } => List(form, account.List(id)),
                _ => Group(form, account.Inbox(form.InboxId!.Value)!),
            };
    }

    private static string? List(SendForm form, SandboxList? list) => list switch
    {
        null => "list_id is not a list of this team",
        _ when form.LocalId is null => "local_id is required with list_id",
        _ when form.Private => "private needs phone_number or chat_id",
        _ when list.Targets.Count == 0 => "list_id is a list without contacts",
        _ => null,
    };

    private static string? Group(SendForm form, SandboxInbox inbox) => form.Targets! switch
    {
        _ when inbox.IsTollFree => "targets is not supported by a toll-free inbox",
        _ when form.Private => "private needs phone_number or chat_id",
        _ when form.SurveyId is not null => "survey_id is not supported with targets",
        { Length: < 2 } => "targets needs two numbers or more",
        { Length: > LargestGroup } => $"targets has more than {LargestGroup} numbers",
        var numbers when numbers.FirstOrDefault(number => !IsPhone(number)) is { } wrong => $"targets has a number that is not valid: {wrong}",
        var numbers when numbers.Distinct().Count() < numbers.Length => "targets has the same number twice",
        _ => null,
    };

    private static string? Content(SendForm form, SandboxAccount account) => form switch
    {
        { Text: null, TemplateId: null, MediaUrl: null, SurveyId: null } => "one of text, template_id, media_url and survey_id is required",
        { TemplateId: { } template } when account.Template(template) is null => "template_id is not a template of this team",
        { SurveyId: { } survey } when account.Survey(survey) is null => "survey_id is not a survey of this team",
        { MediaUrl: { } media } when !IsAddress(media) => "media_url is not a public http or https address",
        _ => null,
    };

    private static SendPlan Plan(SendForm form, SandboxAccount account, ConversationRow? conversation, bool keepUnfilledTokens)
    {
        var list = form.ListId is { } id ? account.List(id) : null;
        var numbers = list?.Targets.Keys ?? form.Targets ?? conversation?.Targets ?? [form.PhoneNumber!];
        var recipients = numbers.ToDictionary(number => number, number => list?.Targets[number] ?? NameOf(number));
        var target = list is null ? conversation?.Target ?? string.Join(',', numbers.Order()) : $"list:{list.Id}";
        var name = list?.Name ?? conversation?.Name ?? string.Join(", ", numbers.Select(Called));
        var question = form.SurveyId is { } survey ? account.Survey(survey)!.Question : "";
        var content = form.TemplateId is { } template ? account.Template(template)!.Content : null;
        var text = string.Join('\n', new[] { form.Text ?? content?.Text ?? "", question }.Where(part => part.Length > 0));
        return new(
            account.Inbox(form.InboxId!.Value)!, form.CreatorId!.Value, target, name, recipients,
            list is null ? MergeTokens.Fill(text, recipients.Values.First(), keepUnfilledTokens) : text,
            form.MediaUrl ?? (content is { Gallery: [var picture, ..] } ? picture.Url : ""), form.Author ?? "", form.LocalId ?? "", form.Private, list?.Id ?? 0);

        SandboxName NameOf(string number) =>
            account.Conversations.FirstOrDefault(known => known.Phone == number)?.Name.Split(' ') is [var first, var last] ? new(first, last)
            : account.Lists.Select(one => one.Targets.GetValueOrDefault(number)).FirstOrDefault(found => found is not null) ?? new("", "");

        string Called(string number) => recipients[number] is { F.Length: > 0 } known ? $"{known.F} {known.L}".Trim() : number;
    }

    /// <summary>Country code and digits; a North American number has eleven.</summary>
    public static bool IsPhone(string number) =>
        number.All(char.IsAsciiDigit) && number.Length is >= 8 and <= 15 && number[0] != '0' && (number[0] != '1' || number.Length == 11);

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0;
}
