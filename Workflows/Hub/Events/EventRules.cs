namespace StrongCities.Hub.Events;

/// <summary>What can be wrong with what an advisor types about an event, as far as no database is needed.</summary>
internal static class EventRules
{
    public const int MaxTitle = 150;
    public const int MaxPurpose = 2_000;
    public const int MaxPlace = 300;
    public const int MaxPart = 200;
    public const int MaxLanguages = 8;
    public const int MaxText = 4_000;
    public const int MaxPromise = 500;

    /// <summary>How many years ahead an event or a promise may lie.</summary>
    public const int MaxYears = 2;

    public static IEnumerable<FieldProblem> Problems(string title, EventPlan plan)
    {
        foreach (var (field, text, most, isNeeded) in new[] { ("Title", title, MaxTitle, true), ("Purpose", plan.Purpose, MaxPurpose, true), ("Place", plan.Place, MaxPlace, false) })
        {
            if (isNeeded && string.IsNullOrWhiteSpace(text))
            {
                yield return new FieldProblem(field, "Problem.Required");
            }
            else if (text.Length > most)
            {
                yield return new FieldProblem(field, "Problem.TooLong", most);
            }
        }

        if (plan.Languages.Count > MaxLanguages || plan.Languages.Any(tag => !IsLanguage(tag)))
        {
            yield return new FieldProblem("Languages", "Problem.LanguageCodes");
        }
    }

    /// <summary>What is wrong with a date: its own order, and where it lies.</summary>
    /// <param name="field">The form's field.</param>
    /// <param name="slot">As typed.</param>
    /// <param name="date">As a moment.</param>
    /// <param name="now">The present.</param>
    public static IEnumerable<FieldProblem> Problems(string field, EventSlot slot, EventDate date, DateTimeOffset now)
    {
        if (slot.Until <= slot.From)
        {
            yield return new FieldProblem(field, "HubEvent.Problem.EndBeforeStart");
        }

        if (date.StartsAt <= now)
        {
            yield return new FieldProblem(field, "HubEvent.Problem.Past");
        }
        else if (date.StartsAt > now.AddYears(MaxYears))
        {
            yield return new FieldProblem(field, "Problem.FarDate", MaxYears);
        }
    }

    public static IEnumerable<FieldProblem> Problems(IReadOnlyList<ProgrammeItem> programme, int most)
    {
        if (programme.Count > most)
        {
            yield return new FieldProblem("Programme", "Problem.TooMany", most);
        }

        if (programme.Any(item => string.IsNullOrWhiteSpace(item.What)))
        {
            yield return new FieldProblem("Programme", "HubEvent.Problem.Part");
        }

        if (programme.Any(item => item.What.Length > MaxPart || item.By.Length > MaxPart))
        {
            yield return new FieldProblem("Programme", "Problem.TooLong", MaxPart);
        }

        if (programme.Any(item => item.Language.Length > 0 && !IsLanguage(item.Language)))
        {
            yield return new FieldProblem("Programme", "Problem.LanguageCodes");
        }
    }

    private static bool IsLanguage(string tag) => tag.Length is 2 or 3 && tag.All(char.IsAsciiLetterLower);
}
