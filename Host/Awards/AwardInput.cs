using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using StrongCities.Host.Portal;
using StrongCities.Host.Words;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;

namespace StrongCities.Host.Awards;

/// <summary>What was typed into one of the forms of an award's page.</summary>
internal sealed class AwardInput
{
    public Guid ObligationId { get; set; }

    public ObligationState State { get; set; }

    public string? On { get; set; }

    public string? DueAgainOn { get; set; }

    /// <summary>The report itself. The page binds it: a file among the fields would make every other field of the site count.</summary>
    [BindNever]
    public IReadOnlyList<IFormFile> Files { get; set; } = [];

    public Guid InstalmentId { get; set; }

    public string? Paid { get; set; }

    public string? Currency { get; set; }

    public string? PaidOn { get; set; }

    public ObligationKind Kind { get; set; } = ObligationKind.Deliverable;

    public string? Name { get; set; }

    public string? DueOn { get; set; }

    public string? Change { get; set; }

    public string? Reason { get; set; }

    public string? HoldsFrom { get; set; }

    public string? NewEndsOn { get; set; }

    public Guid AmendmentId { get; set; }

    public bool IsGranted { get; set; }

    public AwardEnd End { get; set; }

    public string? EndReason { get; set; }

    public bool IsPublic { get; set; }

    public string? Summary { get; set; }

    /// <summary>The wish of one form, or <see langword="null"/> where a day or an amount can't be read: then the page says so.</summary>
    /// <param name="act">Which form.</param>
    /// <param name="viewer">Who sent it.</param>
    /// <param name="award">Of which award.</param>
    /// <param name="state">Takes the problems.</param>
    /// <param name="words">Puts them into words.</param>
    public MediatR.IRequest<AwardResult>? Read(string? act, Viewer viewer, Guid award, ModelStateDictionary state, PageWords words)
    {
        MediatR.IRequest<AwardResult>? wish = act switch
        {
            "report" => new RecordReport(viewer, award, ObligationId, State, Day(nameof(On), On)) { DueAgainOn = Day(nameof(DueAgainOn), DueAgainOn), File = RequestInput.Uploads(Files) is [var file, ..] ? file : null },
            "paid" => new RecordInstalment(viewer, award, InstalmentId, new Money(Amount(), Currency ?? ""), Needed(nameof(PaidOn), PaidOn)),
            "obligation" => new AddObligation(viewer, award, Kind, Name, Needed(nameof(DueOn), DueOn)),
            "amendment" => new AskAmendment(viewer, award, Change ?? "", Reason ?? "", Needed(nameof(HoldsFrom), HoldsFrom)) { NewEndsOn = Day(nameof(NewEndsOn), NewEndsOn) },
            "answer" => new RecordAmendmentAnswer(viewer, award, AmendmentId, IsGranted),
            "close" => new CloseAward(viewer, award, End, EndReason),
            "release" => new ReleaseAward(viewer, award, IsPublic, Summary),
            _ => null,
        };
        return state.IsValid ? wish : null;

        DateOnly? Day(string field, string? typed)
        {
            if (string.IsNullOrWhiteSpace(typed))
            {
                return null;
            }

            if (DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            state.AddModelError($"Input.{field}", words.Hub("Award.Problem.Value"));
            return null;
        }

        DateOnly Needed(string field, string? typed)
        {
            if (Day(field, typed) is { } day)
            {
                return day;
            }

            state.TryAddModelError($"Input.{field}", words.Hub("Award.Problem.Value"));
            return default;
        }

        decimal Amount()
        {
            if (decimal.TryParse(Paid, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var amount))
            {
                return amount;
            }

            state.AddModelError($"Input.{nameof(Paid)}", words.Hub("Award.Problem.Value"));
            return 0;
        }
    }
}
