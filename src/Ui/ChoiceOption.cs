namespace HeymarketPortal.Ui;

/// <summary>One side of a <see cref="Choice{TValue}"/>.</summary>
public sealed record ChoiceOption<TValue>(TValue Value, string Text);
