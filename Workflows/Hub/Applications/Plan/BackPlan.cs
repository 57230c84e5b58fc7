using StrongCities.Hub.Cases;

namespace StrongCities.Hub.Applications.Plan;

/// <summary>One step of a plan.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Owner">Who sees to it.</param>
/// <param name="DueAt">When it should be done: when the city's offices close that day, or the funder's own moment.</param>
public sealed record PlannedStep(MilestoneKind Kind, CaseRole Owner, DateTimeOffset DueAt);

/// <summary>
/// The way to a deadline, counted back from it. A day counts only if both city and funder work on it; what the funder counts in calendar days
/// is counted in the funder's. Pure: the same terms at the same moment give the same plan.
/// </summary>
/// <param name="Steps">By day. A step of the funder's own whose day has passed is not among them.</param>
/// <param name="IsScaled">Less time is left than the plan takes, so that its gaps were made smaller; the one before the deadline was kept.</param>
/// <param name="FloorBroken">So little is left that some steps share a day: going on takes the hub lead's consent.</param>
public sealed record BackPlan(IReadOnlyList<PlannedStep> Steps, bool IsScaled, bool FloorBroken)
{
    // Working days before the deadline, and the fewest that must lie between a step and the next one.
    private static readonly Step[] Way =
    [
        new(MilestoneKind.Go, CaseRole.Coordinator, 45, 1),
        new(MilestoneKind.PartnersAsked, CaseRole.Coordinator, 40, 1),
        new(MilestoneKind.Outline, CaseRole.Coordinator, 30, 1),
        new(MilestoneKind.Budget, CaseRole.Finance, 20, 1),
        new(MilestoneKind.PartnerPapers, CaseRole.Coordinator, 14, 1),
        new(MilestoneKind.Review, CaseRole.Advisor, 7, 1),
        new(MilestoneKind.SignOff, CaseRole.Signatory, 5, 1),
        new(MilestoneKind.Council, CaseRole.CouncilSecretary, 3, 0),
        new(MilestoneKind.Freeze, CaseRole.Coordinator, 3, 1),
        new(MilestoneKind.Submit, CaseRole.Coordinator, SubmitDays, 0),
    ];

    private const int SubmitDays = 2;
    private const int QuestionsCloseDays = 21;
    private const int AnswersOutDays = 11;

    /// <summary>The council's next session comes after the day on which nothing may change any more.</summary>
    public bool CouncilTooLate { get; init; }

    /// <summary>Working days until the deadline that are left, today among them while offices are open.</summary>
    public int DaysLeft { get; init; }

    /// <summary>Plans back from a deadline.</summary>
    /// <param name="terms">What it hangs on.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The plan. Where nothing is left, every step is due on the deadline's day.</returns>
    public static BackPlan Of(PlanTerms terms, DateTimeOffset now)
    {
        var days = new CommonDays(terms);
        var left = days.LeftAt(now);
        var session = terms is { NeedsCouncil: true, CouncilSession: { } at } && at > now ? days.From(at) : (int?)null;
        var way = Way.Where(step => Concerns(terms, step.Kind)).ToList();
        var scale = way.Count > 0 && way[0].Days > left ? (double)left / way[0].Days : 1;
        var least = Back(way, step => step.Kind == MilestoneKind.Submit ? SubmitDays : 0, session);
        var wanted = Back(way, step => step.Kind == MilestoneKind.Submit ? SubmitDays : (int)(step.Days * scale), session);
        var (steps, most) = (new List<PlannedStep>(), left);
        for (var index = 0; index < way.Count; index++)
        {
            var offset = Math.Min(left, Math.Max(least[index], Math.Min(wanted[index], most)));
            most -= way[index].Gap;
            steps.Add(new PlannedStep(way[index].Kind, way[index].Owner, session is not null && way[index].Kind == MilestoneKind.Council ? terms.CouncilSession!.Value : days.Before(offset)));
        }

        return new BackPlan([.. steps.Concat(FundersOwn(terms, now)).OrderBy(step => step.DueAt).ThenBy(step => step.Kind)], scale < 1, way.Count > 0 && least[0] > left)
        {
            CouncilTooLate = steps.Find(step => step.Kind == MilestoneKind.Council)?.DueAt > steps.Find(step => step.Kind == MilestoneKind.Freeze)?.DueAt,
            DaysLeft = left,
        };
    }

    // From the last step to the first, so that each lies at least its gap before the next. A session stands where it stands.
    private static int[] Back(List<Step> way, Func<Step, int> daysOf, int? session)
    {
        var offsets = new int[way.Count];
        for (var (index, next) = (way.Count - 1, 0); index >= 0; next = offsets[index--])
        {
            var days = way[index].Kind == MilestoneKind.Council ? session ?? daysOf(way[index]) : daysOf(way[index]);
            offsets[index] = Math.Max(days, next + way[index].Gap);
        }

        return offsets;
    }

    private static bool Concerns(PlanTerms terms, MilestoneKind kind) => !terms.Done.Contains(kind) && kind switch
    {
        MilestoneKind.PartnersAsked or MilestoneKind.PartnerPapers => terms.HasPartners,
        MilestoneKind.Council => terms.NeedsCouncil,
        _ => true,
    };

    private static IEnumerable<PlannedStep> FundersOwn(PlanTerms terms, DateTimeOffset now)
    {
        (MilestoneKind Kind, DateTimeOffset? At)[] own =
        [
            (MilestoneKind.ConceptNote, terms.ConceptDeadline),
            (MilestoneKind.QuestionsClose, terms.QuestionsClose ?? DaysBefore(terms, QuestionsCloseDays)),
            (MilestoneKind.AnswersOut, terms.AnswersOut ?? DaysBefore(terms, AnswersOutDays)),
        ];
        return own.Where(step => step.At > now && !terms.Done.Contains(step.Kind))
            .Select(step => new PlannedStep(step.Kind, CaseRole.Coordinator, step.At!.Value))
            .Append(new PlannedStep(MilestoneKind.Deadline, CaseRole.Coordinator, terms.Deadline));
    }

    private static DateTimeOffset DaysBefore(PlanTerms terms, int days)
    {
        var local = TimeZoneInfo.ConvertTime(terms.Deadline, terms.Funder.Zone);
        return terms.Funder.At(DateOnly.FromDateTime(local.DateTime).AddDays(-days), TimeOnly.FromDateTime(local.DateTime));
    }

    private sealed record Step(MilestoneKind Kind, CaseRole Owner, int Days, int Gap);
}
