namespace HeymarketPortal.Sending;

/// <summary>
/// The rules before sending. The page asks them while a person types; <see cref="Confirm"/> asks again, and that answer counts.
/// </summary>
public static class SendRules
{
    /// <summary>Longer texts are refused by what carriers take: ten segments of plain characters.</summary>
    public const int LongestText = 1_600;

    /// <summary>Everything to be said about a form, refusals first, in the order of the fields.</summary>
    public static IReadOnlyList<Problem> Check(SendForm form, SendFacts facts)
    {
        List<Problem> problems = [.. FromWhom(form, facts), .. ToWhom(form), .. What(form)];
        return [.. problems.OrderBy(p => p.Weight)];
    }

    /// <summary>The confirmed send, or the problems that stop it.</summary>
    public static Confirmation Confirm(SendForm form, SendFacts facts, SendTicket ticket)
    {
        var problems = Check(form, facts);
        if (problems.Any(p => p.Weight == ProblemWeight.Refused))
        {
            return new(null, problems);
        }
        var content = ContentOf(form);
        var inbox = facts.Inboxes.FirstOrDefault(i => i.Id == content.InboxId);
        var names = new SendNames(inbox?.Name, inbox?.Phone, facts.People.GetValueOrDefault(content.SenderId));
        return new(new ConfirmedSend(content, ticket, names), problems);
    }

    /// <param name="Send">Null when a problem refuses it.</param>
    public sealed record Confirmation(ConfirmedSend? Send, IReadOnlyList<Problem> Problems);

    private static IEnumerable<Problem> FromWhom(SendForm form, SendFacts facts)
    {
        var inbox = facts.Inboxes.FirstOrDefault(i => i.Id == form.InboxId);
        if (inbox is null)
        {
            yield return new(nameof(form.InboxId), "Choose the inbox to send from.");
        }
        if (form.SenderId is not { } sender)
        {
            yield return new(nameof(form.SenderId), "Choose whom the message comes from.");
            yield break;
        }
        if (facts.OwnPersonId is { } own && own != sender && !facts.MaySendAsOthers)
        {
            yield return new(nameof(form.SenderId), "You may send as yourself only. An admin can grant Send as others.");
        }
        else if (inbox is { MemberIds.Count: > 0 } && !inbox.MemberIds.Contains(sender))
        {
            yield return new(nameof(form.SenderId),
                $"This person is not in {inbox.Name}. Heymarket may refuse the message.", ProblemWeight.Warned);
        }
    }

    private static IEnumerable<Problem> ToWhom(SendForm form)
    {
        var number = form.PhoneNumber?.Trim();
        var conversation = form.ConversationId?.Trim();
        if (!string.IsNullOrEmpty(number) && !string.IsNullOrEmpty(conversation))
        {
            var field = form.ToConversation ? nameof(form.ConversationId) : nameof(form.PhoneNumber);
            yield return new(field, "Give a phone number or a conversation ID, not both.");
        }
        else if (form.ToConversation)
        {
            if (!long.TryParse(conversation, out var id) || id <= 0)
            {
                yield return new(nameof(form.ConversationId), string.IsNullOrEmpty(conversation)
                    ? "Enter a conversation ID."
                    : "A conversation ID is a whole number, such as 9920.");
            }
        }
        else
        {
            var reading = Sending.PhoneNumber.Read(number);
            if (reading.Sentence is { } sentence)
            {
                yield return new(nameof(form.PhoneNumber), sentence, Fix: reading.Fix);
            }
            if (form.Private)
            {
                yield return new(nameof(form.Private),
                    "Heymarket documents private comments for conversations; with a number it may refuse.", ProblemWeight.Warned);
            }
        }
    }

    private static IEnumerable<Problem> What(SendForm form)
    {
        var media = form.MediaUrl?.Trim();
        if (string.IsNullOrWhiteSpace(form.Text) && string.IsNullOrEmpty(media))
        {
            yield return new(nameof(form.Text), "Write a message, or give a media URL.");
        }
        if (form.Text?.Length > LongestText)
        {
            yield return new(nameof(form.Text),
                $"{form.Text.Length:N0} characters are too many; a text carries {LongestText:N0} at most. Shorten it or send two.");
        }
        if (!string.IsNullOrEmpty(media))
        {
            if (!Uri.TryCreate(media, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            {
                yield return new(nameof(form.MediaUrl), "Give the whole address, starting with https://.");
            }
            else if (url.Scheme == "http")
            {
                yield return new(nameof(form.MediaUrl), "Carriers may refuse media over http; https is safer.", ProblemWeight.Warned);
            }
        }
    }

    private static SendContent ContentOf(SendForm form) => new(form.Kind, form.InboxId!.Value, form.SenderId!.Value)
    {
        PhoneNumber = form.ToConversation ? null : Sending.PhoneNumber.Read(form.PhoneNumber).Digits,
        ConversationId = form.ToConversation ? long.Parse(form.ConversationId!.Trim(), null) : null,
        Text = string.IsNullOrWhiteSpace(form.Text) ? null : form.Text,
        MediaUrl = Blank(form.MediaUrl),
        Private = form.Private,
        Author = Blank(form.Author),
    };

    private static string? Blank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
