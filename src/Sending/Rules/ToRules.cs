namespace HeymarketPortal.Sending.Rules;

/// <summary>Who gets it: exactly one family of recipients.</summary>
internal static class ToRules
{
    public static IEnumerable<Problem> Check(SendForm form, SendFacts facts)
    {
        if (Families(form).Any(field => field != form.TargetField))
        {
            yield return new(form.TargetField, "Give one kind of recipient only: a phone number, a conversation ID, the numbers of a group, or a list.");
            yield break;
        }
        var problems = form.TargetField switch
        {
            nameof(form.ConversationId) => Conversation(form),
            nameof(form.Numbers) => Group(form, facts),
            nameof(form.ListId) => List(form, facts),
            _ => Number(form),
        };
        foreach (var problem in problems)
        {
            yield return problem;
        }
        if (!form.Private && OptedOut(form, facts) is { } sentence)
        {
            yield return new(form.TargetField, sentence);
        }
        if (form.Private && form.TargetField != nameof(form.ConversationId))
        {
            yield return new(nameof(form.Private),
                "Heymarket documents private comments for conversations; elsewhere it may refuse.", ProblemWeight.Warned);
        }
    }

    // A private comment reaches nobody's phone; from a list Heymarket leaves them out itself.
    private static string? OptedOut(SendForm form, SendFacts facts)
    {
        var numbers = facts.NumbersOf(form).Where(facts.OptedOut.Contains).Select(PhoneNumber.Display).ToList();
        return (numbers, form.TargetField) switch
        {
            ([], _) => null,
            ([var one], nameof(form.Numbers)) => $"{one} has opted out of texts. Take it out of the group.",
            ([.. var some, var last], nameof(form.Numbers)) => $"{string.Join(", ", some)} and {last} have opted out of texts. Take them out of the group.",
            ([var one, ..], nameof(form.ConversationId)) => $"{one}, who is behind this conversation, has opted out of texts. Nothing goes there until they opt in again; a private comment can.",
            ([var one, ..], _) => $"{one} has opted out of texts. Nothing goes there until they opt in again.",
        };
    }

    private static IEnumerable<string> Families(SendForm form)
    {
        (string Field, bool Filled)[] families =
        [
            (nameof(form.PhoneNumber), Typed.Words(form.PhoneNumber) is not null),
            (nameof(form.ConversationId), Typed.Words(form.ConversationId) is not null),
            (nameof(form.Numbers), form.Numbers.Count > 0),
            (nameof(form.ListId), Typed.Words(form.ListId) is not null),
        ];
        return families.Where(family => family.Filled).Select(family => family.Field);
    }

    private static IEnumerable<Problem> Number(SendForm form)
    {
        var reading = PhoneNumber.Read(form.PhoneNumber);
        if (reading.Sentence is { } sentence)
        {
            yield return new(nameof(form.PhoneNumber), sentence, Fix: reading.Fix);
        }
        else if (Doubt([reading.Digits!]) is { } doubt)
        {
            yield return new(nameof(form.PhoneNumber), doubt, ProblemWeight.Warned);
        }
    }

    private static IEnumerable<Problem> Conversation(SendForm form)
    {
        if (Typed.Id(form.ConversationId) is null)
        {
            yield return new(nameof(form.ConversationId), Typed.Words(form.ConversationId) is null
                ? "Enter a conversation ID."
                : "A conversation ID is a whole number, such as 9920.");
        }
    }

    private static IEnumerable<Problem> Group(SendForm form, SendFacts facts)
    {
        var wrong = form.Numbers.Select(typed => (typed, PhoneNumber.Read(typed).Sentence)).Where(read => read.Sentence is not null).ToList();
        if (wrong is [var (typed, sentence), ..])
        {
            var others = wrong.Count > 1 ? $" {wrong.Count - 1} more cannot be read either." : "";
            yield return new(nameof(form.Numbers), $"“{typed}”: {sentence}{others}");
        }
        var numbers = Typed.Numbers(form);
        if (numbers.Count < 2 && wrong.Count == 0)
        {
            yield return new(nameof(form.Numbers), "A group MMS needs two different numbers at least.");
        }
        var repeats = form.Numbers.Count - wrong.Count - numbers.Count;
        if (repeats > 0)
        {
            yield return new(nameof(form.Numbers), repeats == 1 ? "One number is there twice; it is sent once." : $"{repeats} numbers are repeated; each is sent once.",
                ProblemWeight.Warned);
        }
        if (Doubt(numbers) is { } doubt)
        {
            yield return new(nameof(form.Numbers), doubt, ProblemWeight.Warned);
        }
        if (numbers.Count > facts.GroupMaximum)
        {
            yield return new(nameof(form.Numbers),
                $"{numbers.Count} numbers are many for a group MMS; carriers may refuse more than {facts.GroupMaximum}.", ProblemWeight.Warned);
        }
    }

    // Only what a numbering plan says for certain: most plans do not tell mobile from landline.
    private static string? Doubt(IEnumerable<string> numbers) => numbers.Select(number => (number, Line: PhoneNumber.Line(number)))
        .FirstOrDefault(read => read.Line != PhoneLine.Any) switch
        {
            { Line: PhoneLine.Landline, number: var number } => $"{PhoneNumber.Display(number)} is a landline. It may not take texts.",
            { Line: PhoneLine.Premium, number: var number } => $"{PhoneNumber.Display(number)} is a premium-rate number. It may not take texts.",
            _ => null,
        };

    private static IEnumerable<Problem> List(SendForm form, SendFacts facts)
    {
        if (!facts.MayBroadcast)
        {
            yield return new(nameof(form.ListId), "You may not send to lists. An admin can grant Broadcast.");
        }
        if (Typed.Id(form.ListId) is null)
        {
            yield return new(nameof(form.ListId), Typed.Words(form.ListId) is null ? "Choose a list." : "A list ID is a whole number, such as 3310.");
        }
        else if (facts.ListOf(form) is not { } list)
        {
            yield return new(nameof(form.ListId), "The portal cannot see this list, so it cannot say how many it reaches.", ProblemWeight.Warned);
        }
        else if (list.Size == 0)
        {
            yield return new(nameof(form.ListId), $"{list.Name} is empty: nobody would get it.", ProblemWeight.Warned);
        }
        else if (list.Size > facts.LongestList)
        {
            yield return new(nameof(form.ListId),
                $"{list.Name} has {list.Size:N0} contacts; this account takes {facts.LongestList:N0} at a time. Heymarket may refuse it.", ProblemWeight.Warned);
        }
    }
}
