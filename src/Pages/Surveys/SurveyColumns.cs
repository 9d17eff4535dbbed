using System.Globalization;
using HeymarketPortal.Heymarket;

namespace HeymarketPortal.Pages.Surveys;

/// <summary>What each column of the surveys sorts by, under its name in the address, and what the search looks at.</summary>
internal static class SurveyColumns
{
    public static readonly IReadOnlyDictionary<string, Func<Survey, object?>> All = new Dictionary<string, Func<Survey, object?>>
    {
        ["name"] = survey => survey.Name,
        ["type"] = TypeOf,
        ["question"] = survey => survey.Question,
        ["id"] = survey => survey.Id,
    };

    public static string Searched(Survey survey) => $"{survey.Name}\n{TypeOf(survey)}\n{survey.Question}\n{survey.Id}";

    /// <summary>Heymarket's word as people write it: NPS, CSAT.</summary>
    public static string? TypeOf(Survey survey) => survey.Type switch
    {
        null => null,
        "nps" or "csat" or "ces" => survey.Type.ToUpperInvariant(),
        { } other => char.ToUpper(other[0], CultureInfo.InvariantCulture) + other[1..],
    };
}
