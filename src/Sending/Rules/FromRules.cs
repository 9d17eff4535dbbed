namespace HeymarketPortal.Sending.Rules;

/// <summary>The inbox and the sender.</summary>
internal static class FromRules
{
    public static IEnumerable<Problem> Check(SendForm form, SendFacts facts)
    {
        var inbox = facts.InboxOf(form);
        if (inbox is null && facts.FromEarlierSends && form.InboxId is { } unseen)
        {
            yield return new(nameof(form.InboxId), $"The portal has not sent from inbox {unseen} yet and cannot tell whether it exists.", ProblemWeight.Warned);
        }
        else if (inbox is null)
        {
            yield return new(nameof(form.InboxId), "Choose the inbox to send from.");
        }
        else if (inbox.TollFree && form.Kind == SendKind.Group)
        {
            yield return new(nameof(form.InboxId), $"{inbox.Name} has a toll-free number, and toll-free numbers cannot send group MMS. Choose another inbox.");
        }
        if (form.SenderId is not { } sender)
        {
            yield return new(nameof(form.SenderId), "Choose whom the message comes from.");
        }
        else if (facts.OwnPersonId is { } own && own != sender && !facts.MaySendAsOthers)
        {
            yield return new(nameof(form.SenderId), "You may send as yourself only. An admin can grant Send as others.");
        }
        else if (facts.FromEarlierSends && !facts.People.ContainsKey(sender))
        {
            yield return new(nameof(form.SenderId), $"The portal has not sent as person {sender} yet and cannot tell whether they exist.", ProblemWeight.Warned);
        }
        else if (inbox is { MemberIds.Count: > 0 } && !inbox.MemberIds.Contains(sender))
        {
            yield return new(nameof(form.SenderId),
                $"This person is not in {inbox.Name}. Heymarket may refuse the message.", ProblemWeight.Warned);
        }
    }
}
