using System.ComponentModel.DataAnnotations;

namespace HeymarketPortal.Accounts;

internal sealed class ManageForm : IValidatableObject
{
    public string? Name { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        PersonName.Problem(Name) is { } problem ? [new(problem, [nameof(Name)])] : [];
}
