using HeymarketPortal.Sending.Rules;

namespace HeymarketPortal.Sending;

/// <summary>
/// The rules before sending. The page asks them while a person types; <see cref="Confirm"/> asks again, and that answer counts.
/// Only what Heymarket's guide or contract refuses is refused here; what may fail is warned of.
/// </summary>
public static class SendRules
{
    /// <summary>Everything to be said about a form, refusals first, in the order of the fields.</summary>
    public static IReadOnlyList<Problem> Check(SendForm form, SendFacts facts, DateTimeOffset now)
    {
        List<Problem> problems =
        [
            .. FromRules.Check(form, facts), .. ToRules.Check(form, facts), .. WhatRules.Check(form, facts), .. WhenRules.Check(form, facts, now),
        ];
        return [.. problems.OrderBy(p => p.Weight)];
    }

    /// <summary>The confirmed send, or the problems that stop it.</summary>
    public static Confirmation Confirm(SendForm form, SendFacts facts, SendTicket ticket, DateTimeOffset now)
    {
        var problems = Check(form, facts, now);
        if (problems.Any(p => p.Weight == ProblemWeight.Refused))
        {
            return new(null, problems);
        }
        var dueAt = form.SendAt is { } wall ? WallClock.Read(wall, facts.Zone, now).At : (DateTimeOffset?)null;
        return new(new ConfirmedSend(ContentOf(form), ticket, MeantBy(form, facts)) { DueAt = dueAt }, problems);
    }

    /// <param name="Send">Null when a problem refuses it.</param>
    public sealed record Confirmation(ConfirmedSend? Send, IReadOnlyList<Problem> Problems);

    private static SendContent ContentOf(SendForm form) => new(form.Kind, form.InboxId!.Value, form.SenderId!.Value)
    {
        PhoneNumber = form.TargetField == nameof(form.PhoneNumber) ? PhoneNumber.Read(form.PhoneNumber).Digits : null,
        ConversationId = form.TargetField == nameof(form.ConversationId) ? Typed.Id(form.ConversationId) : null,
        Targets = form.TargetField == nameof(form.Numbers) ? Typed.Numbers(form) : null,
        ListId = form.TargetField == nameof(form.ListId) ? Typed.Id(form.ListId) : null,
        SurveyId = form.Kind == SendKind.Survey ? Typed.Id(form.SurveyId) : null,
        TemplateId = form.UseTemplate ? Typed.Id(form.TemplateId) : null,
        Text = form.UseTemplate || string.IsNullOrWhiteSpace(form.Text) ? null : form.Text.Replace("\r\n", "\n", StringComparison.Ordinal),
        MediaUrl = Typed.Words(form.MediaUrl),
        Private = form.Private,
        Author = Typed.Words(form.Author),
    };

    private static SendMeant MeantBy(SendForm form, SendFacts facts)
    {
        var inbox = facts.InboxOf(form);
        var template = form.UseTemplate ? facts.TemplateOf(form) : null;
        var survey = form.Kind == SendKind.Survey ? facts.SurveyOf(form) : null;
        var list = form.TargetField == nameof(form.ListId) ? facts.ListOf(form) : null;
        return new SendMeant(inbox?.Name, inbox?.Phone, facts.People.GetValueOrDefault(form.SenderId!.Value))
        {
            TemplateName = template?.Name,
            TemplateRevision = template?.Revision,
            TemplateText = template?.Text,
            SurveyName = survey?.Name,
            SurveyQuestion = survey?.Question,
            ListName = list?.Name,
            ListRevision = list?.Revision,
            ListSize = list?.Size,
            ListNumbers = list?.Numbers ?? [],
        };
    }
}
