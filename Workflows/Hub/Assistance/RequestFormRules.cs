namespace StrongCities.Hub.Assistance;

/// <summary>What a form must hold to be taken. Gaps are another matter: they come back to the city as a task.</summary>
internal static class RequestFormRules
{
    private const int MaxTitle = 200;
    private const int MaxText = 4_000;
    private const int MaxYearsAhead = 5;

    /// <summary>The form without outer blanks; empty texts are none.</summary>
    public static RequestForm Trimmed(this RequestForm form) => form with
    {
        Title = string.Join(' ', form.Title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
        Problem = form.Problem.Trim(),
        Wish = Trim(form.Wish),
        Authority = Trim(form.Authority),
        Risks = Trim(form.Risks),
        EarlierHelp = Trim(form.EarlierHelp),
        OnBehalfOf = Trim(form.OnBehalfOf),
    };

    /// <summary>What is wrong, field by field, in the form's order.</summary>
    public static IEnumerable<FieldProblem> Problems(this RequestForm form, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(form.Title))
        {
            yield return new FieldProblem(nameof(form.Title), "Problem.Required");
        }

        if (form.Lane is null || !Enum.IsDefined(form.Lane.Value))
        {
            yield return new FieldProblem(nameof(form.Lane), "Problem.Choice");
        }

        if (string.IsNullOrWhiteSpace(form.Problem))
        {
            yield return new FieldProblem(nameof(form.Problem), "Problem.Required");
        }

        // A day back, because the world's dates are a day apart.
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (form.WishedBy < today.AddDays(-1))
        {
            yield return new FieldProblem(nameof(form.WishedBy), "Problem.PastDate");
        }
        else if (form.WishedBy > today.AddYears(MaxYearsAhead))
        {
            yield return new FieldProblem(nameof(form.WishedBy), "Problem.FarDate", MaxYearsAhead);
        }

        (string Name, string? Value, int Max)[] texts =
        [
            (nameof(form.Title), form.Title, MaxTitle),
            (nameof(form.Problem), form.Problem, MaxText),
            (nameof(form.Wish), form.Wish, MaxText),
            (nameof(form.Authority), form.Authority, MaxText),
            (nameof(form.Risks), form.Risks, MaxText),
            (nameof(form.EarlierHelp), form.EarlierHelp, MaxText),
            (nameof(form.OnBehalfOf), form.OnBehalfOf, MaxText),
        ];
        foreach (var (name, value, max) in texts.Where(text => text.Value?.Length > text.Max))
        {
            yield return new FieldProblem(name, "Problem.TooLong", max);
        }
    }

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
