namespace HeymarketPortal.Sending;

/// <summary>Something about a form that a person should know, in words, beside the field it concerns.</summary>
/// <param name="Field">The form's property name.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
/// <param name="Weight">Whether it stops the send.</param>
/// <param name="Fix">A value that would mend the field, offered on one click.</param>
public sealed record Problem(string Field, string Sentence, ProblemWeight Weight = ProblemWeight.Refused, string? Fix = null);

public enum ProblemWeight
{
    /// <summary>The send cannot go like this.</summary>
    Refused,
    /// <summary>The send may go; a person should look first.</summary>
    Warned,
}
