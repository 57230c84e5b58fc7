using StrongCities.Hub.Matching;

namespace StrongCities.Hub.Risks;

/// <summary>What must hold of what is said of a risk.</summary>
internal static class RiskRules
{
    public const int MaxName = 120;
    public const int MaxText = 2_000;
    public const int MaxLink = 500;
    public const int MaxComment = 1_000;
    public const int MostThemes = 3;

    /// <summary>Says what is wrong, field by field; nothing where all is well.</summary>
    public static IEnumerable<FieldProblem> Problems(RiskFacts facts)
    {
        (string Field, string Text, int Most)[] needed =
        [
            (nameof(facts.Title), facts.Title, MaxName), (nameof(facts.Cause), facts.Cause, MaxText), (nameof(facts.Event), facts.Event, MaxText),
            (nameof(facts.Consequence), facts.Consequence, MaxText), (nameof(facts.Owner), facts.Owner, MaxName),
        ];
        foreach (var (field, text, most) in needed.Where(one => string.IsNullOrWhiteSpace(one.Text) || one.Text.Length > one.Most))
        {
            yield return new FieldProblem(field, string.IsNullOrWhiteSpace(text) ? "Problem.Required" : "Problem.TooLong", most);
        }

        (string Field, string? Text, int Most)[] others =
            [(nameof(facts.Controls), facts.Controls, MaxText), (nameof(facts.NextAction), facts.NextAction, MaxText), (nameof(facts.Evidence), facts.Evidence, MaxLink)];
        foreach (var (field, _, most) in others.Where(one => one.Text?.Length > one.Most))
        {
            yield return new FieldProblem(field, "Problem.TooLong", most);
        }

        if (!string.IsNullOrWhiteSpace(facts.Evidence)
            && !(Uri.TryCreate(facts.Evidence.Trim(), UriKind.Absolute, out var link) && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp)))
        {
            yield return new FieldProblem(nameof(facts.Evidence), "Risk.Problem.Link");
        }

        if (facts.Themes.Count is 0 or > MostThemes || facts.Themes.Any(theme => !HubThemes.All.Contains(theme)))
        {
            yield return new FieldProblem(nameof(facts.Themes), "Risk.Problem.Themes", MostThemes);
        }

        if (facts.Impact.Highest == 0)
        {
            yield return new FieldProblem(nameof(facts.Impact), "Risk.Problem.NoImpact");
        }

        foreach (var (name, _) in facts.Impact.Parts.Where(part => part.Value is < 0 or > RiskCell.Side))
        {
            yield return new FieldProblem(name, "Problem.Between", 0, RiskCell.Side);
        }

        if (facts.Likelihood is < 1 or > RiskCell.Side)
        {
            yield return new FieldProblem(nameof(facts.Likelihood), "Problem.Between", 1, RiskCell.Side);
        }

        if (facts.ControlStrength is < 0 or > RiskScore.MostControl)
        {
            yield return new FieldProblem(nameof(facts.ControlStrength), "Problem.Between", 0, RiskScore.MostControl);
        }

        if (!Enum.IsDefined(facts.Trend) || !Enum.IsDefined(facts.Proximity) || !Enum.IsDefined(facts.Confidence))
        {
            yield return new FieldProblem("", "Problem.Choice");
        }
    }
}
