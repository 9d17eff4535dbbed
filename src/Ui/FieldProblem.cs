namespace HeymarketPortal.Ui;

/// <summary>One line of a <see cref="ProblemSummary"/>.</summary>
/// <param name="Field">The id of the input it leads to.</param>
/// <param name="Label">The field's label, as it stands above the input.</param>
/// <param name="Sentence">What is wrong and what would be right.</param>
public sealed record FieldProblem(string Field, string Label, string Sentence);
