namespace StrongCities.Hub.Matching;

/// <summary>How a hub weighs and how much time it thinks things take, in working days. Proposals to be tuned, not practice to be quoted.</summary>
public sealed record MatchSettings
{
    /// <summary>All the weights together.</summary>
    public const int Whole = 100;

    private const int MostDays = 120;

    /// <summary>What a hub that has changed nothing uses.</summary>
    public static MatchSettings Default { get; } = new();

    /// <summary>Points for themes shared with priorities and open high risks.</summary>
    public int ThemeWeight { get; init; } = 40;

    /// <summary>Points for an amount that fits the city's size.</summary>
    public int AmountWeight { get; init; } = 15;

    /// <summary>Points for staff able to write.</summary>
    public int CapacityWeight { get; init; } = 15;

    /// <summary>Points for earlier success with the funder.</summary>
    public int PastWeight { get; init; } = 10;

    /// <summary>Points for partners at hand.</summary>
    public int PartnersWeight { get; init; } = 10;

    /// <summary>Points for time left.</summary>
    public int TimeWeight { get; init; } = 10;

    /// <summary>With fewer days to the deadline of a single stage, the hub lead must consent.</summary>
    public int SingleStageDays { get; init; } = 15;

    /// <summary>With fewer days to the concept's deadline, likewise.</summary>
    public int ConceptDays { get; init; } = 10;

    /// <summary>With fewer, nobody is alerted: it is only recorded.</summary>
    public int AlertDays { get; init; } = 5;

    /// <summary>As many days as an unhurried plan takes; more add nothing to the score.</summary>
    public int PlanDays { get; init; } = 45;

    /// <summary>To get or renew a registration.</summary>
    public int RegistrationDays { get; init; } = 10;

    /// <summary>To have an application translated.</summary>
    public int TranslationDays { get; init; } = 5;

    /// <summary>To find partners, or a partner who leads.</summary>
    public int PartnerDays { get; init; } = 15;

    /// <summary>To find own money, with the council's decision.</summary>
    public int MoneyDays { get; init; } = 20;

    /// <summary>An award of less than this part of a year's budget, in per cent, is small for the city.</summary>
    public int SmallPercent { get; init; } = 1;

    /// <summary>An award of more is large for it.</summary>
    public int LargePercent { get; init; } = 20;

    /// <summary>No verdict tells more days than these from one another.</summary>
    internal int Horizon => new[] { SingleStageDays, ConceptDays, AlertDays, PlanDays, RegistrationDays, TranslationDays, PartnerDays, MoneyDays }.Max() + 1;

    /// <summary>What is wrong with them, field by field.</summary>
    /// <returns>Empty when nothing is.</returns>
    public IEnumerable<FieldProblem> Problems()
    {
        (string Name, int Value)[] weights =
        [
            (nameof(ThemeWeight), ThemeWeight), (nameof(AmountWeight), AmountWeight), (nameof(CapacityWeight), CapacityWeight), (nameof(PastWeight), PastWeight),
            (nameof(PartnersWeight), PartnersWeight), (nameof(TimeWeight), TimeWeight),
        ];
        foreach (var (name, _) in weights.Where(weight => weight.Value is < 0 or > Whole))
        {
            yield return new FieldProblem(name, "Problem.Between", 0, Whole);
        }

        if (weights.Sum(weight => (long)weight.Value) is var sum && sum != Whole)
        {
            yield return new FieldProblem(nameof(ThemeWeight), "Problem.Weights", Whole, sum);
        }

        (string Name, int Value)[] days =
        [
            (nameof(SingleStageDays), SingleStageDays), (nameof(ConceptDays), ConceptDays), (nameof(AlertDays), AlertDays), (nameof(PlanDays), PlanDays),
            (nameof(RegistrationDays), RegistrationDays), (nameof(TranslationDays), TranslationDays), (nameof(PartnerDays), PartnerDays), (nameof(MoneyDays), MoneyDays),
        ];
        foreach (var (name, _) in days.Where(item => item.Value is < 1 or > MostDays))
        {
            yield return new FieldProblem(name, "Problem.Between", 1, MostDays);
        }

        if (AlertDays > Math.Min(SingleStageDays, ConceptDays))
        {
            yield return new FieldProblem(nameof(AlertDays), "Problem.AlertDays");
        }

        if (SmallPercent is < 1 or > Whole)
        {
            yield return new FieldProblem(nameof(SmallPercent), "Problem.Between", 1, Whole);
        }

        if (LargePercent is < 1 or > Whole || LargePercent < SmallPercent)
        {
            yield return new FieldProblem(nameof(LargePercent), "Problem.Between", SmallPercent, Whole);
        }
    }
}

/// <summary>A hub's own settings. Without a row, <see cref="MatchSettings.Default"/> holds.</summary>
public sealed class SettingsOfHub
{
    /// <summary>The hub; the key.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The settings.</summary>
    public required MatchSettings Settings { get; set; }

    /// <summary>When they were last changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Who changed them.</summary>
    public required string ChangedByName { get; set; }
}
