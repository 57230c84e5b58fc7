using System.Globalization;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Events;
using StrongCities.Hub.Matching;

namespace StrongCities.Hub.Tasks;

/// <summary>What somebody answered to a task, trimmed, and what is wrong with it.</summary>
internal sealed record TaskAnswer(string Option, string? Comment, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The option of tasks that offer no choice.</summary>
    public const string Answered = "Answered";

    /// <summary>What a field of yes and no says.</summary>
    public const string Yes = "Yes";

    /// <inheritdoc cref="Yes"/>
    public const string No = "No";

    private const int MaxText = 4_000;
    private const int MaxNumber = 1_000_000;

    public static TaskAnswer Of(string option, string? comment, IReadOnlyDictionary<string, string> fields) => new(
        option,
        string.IsNullOrWhiteSpace(comment) ? null : comment.Trim(),
        fields.Where(field => !string.IsNullOrWhiteSpace(field.Value)).ToDictionary(field => field.Key, field => field.Value.Trim()));

    /// <summary>Field by field; names are <c>Option</c>, <c>Comment</c> and the task's own field keys.</summary>
    public IReadOnlyList<FieldProblem> Problems(TaskPage page)
    {
        var problems = new List<FieldProblem>();
        if (page.HidesCase)
        {
            problems.Add(new FieldProblem("Option", "Problem.Declare"));
        }

        var chosen = page.Task.Options.FirstOrDefault(option => option.Key == Option);
        if (chosen is null || page.Task.Kind is TaskKind.Completion or TaskKind.Upload)
        {
            problems.Add(new FieldProblem("Option", "Problem.Choice"));
        }
        else if (chosen.NeedsComment && Comment is null)
        {
            problems.Add(new FieldProblem("Comment", "Problem.Reason"));
        }

        if (Comment?.Length > MaxText)
        {
            problems.Add(new FieldProblem("Comment", "Problem.TooLong", MaxText));
        }

        problems.AddRange(page.Task.Fields.Select(field => ProblemOf(field, page)).OfType<FieldProblem>());
        problems.AddRange(Fields.Keys.Where(key => page.Task.Fields.All(field => field.Key != key))
            .Select(key => new FieldProblem(key, "Problem.UnknownField")));
        return problems;
    }

    private FieldProblem? ProblemOf(TaskField field, TaskPage page)
    {
        if (!Fields.TryGetValue(field.Key, out var value))
        {
            return field.Required ? new FieldProblem(field.Key, "Problem.Required") : null;
        }

        return field.Kind switch
        {
            TaskFieldKind.Text when value.Length > MaxText => new FieldProblem(field.Key, "Problem.TooLong", MaxText),
            TaskFieldKind.Rating when value is not ("1" or "2" or "3" or "4" or "5") => new FieldProblem(field.Key, "Problem.Rating"),
            TaskFieldKind.Points when !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var points) && points <= 10) =>
                new FieldProblem(field.Key, "Problem.Points"),
            TaskFieldKind.Number when !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxNumber) =>
                new FieldProblem(field.Key, "Problem.NumberBetween", 0, MaxNumber),
            TaskFieldKind.YesNo when value is not (Yes or No) => new FieldProblem(field.Key, "Problem.Choice"),
            TaskFieldKind.Refusal when !Enum.GetNames<RefusalKind>().Contains(value) => new FieldProblem(field.Key, "Problem.Choice"),
            TaskFieldKind.Date when !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) =>
                new FieldProblem(field.Key, "Problem.Date"),
            TaskFieldKind.DateFit when !Enum.GetNames<DateFit>().Contains(value) => new FieldProblem(field.Key, "Problem.Choice"),
            TaskFieldKind.EventDate when page.Case is not HubEvent about || about.Dates.All(date => date.Key != value) => new FieldProblem(field.Key, "Problem.Choice"),
            TaskFieldKind.Staff when !Guid.TryParse(value, out var id) || page.Staff.All(person => person.Id != id) =>
                new FieldProblem(field.Key, "Problem.Choice"),
            _ => null,
        };
    }
}
