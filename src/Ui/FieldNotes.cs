using System.Linq.Expressions;
using Microsoft.AspNetCore.Components.Forms;

namespace HeymarketPortal.Ui;

/// <summary>Follows the validation messages of one property of an <see cref="EditContext"/> for <see cref="Field"/>.</summary>
internal sealed class FieldNotes : IDisposable
{
    private readonly EditContext _edit;
    private readonly FieldIdentifier _field;
    private readonly EventHandler<ValidationStateChangedEventArgs> _changed;

    private FieldNotes(EditContext edit, FieldIdentifier field, Action changed)
    {
        (_edit, _field, _changed) = (edit, field, (_, _) => changed());
        edit.OnValidationStateChanged += _changed;
    }

    public string? First => _edit.GetValidationMessages(_field).FirstOrDefault();

    /// <summary>Keeps <paramref name="now"/> while it follows the same property, else lets go of it.</summary>
    public static FieldNotes? Follow(FieldNotes? now, EditContext? edit, Expression<Func<object?>>? of, Action changed)
    {
        if (edit is null || of is null)
        {
            now?.Dispose();
            return null;
        }

        var field = FieldIdentifier.Create(of);
        if (now is not null && now._edit == edit && now._field.Equals(field))
        {
            return now;
        }

        now?.Dispose();
        return new FieldNotes(edit, field, changed);
    }

    public void Dispose() => _edit.OnValidationStateChanged -= _changed;
}
