using StrongCities.Engine.Activities;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary>The rules of a task besides its moments: what is at stake, who must agree, and who must not.</summary>
internal sealed record TaskRules
{
    /// <summary>Names of the inputs.</summary>
    public const string StakesInput = "Stakes";

    /// <inheritdoc cref="StakesInput"/>
    public const string QuorumInput = "Quorum";

    /// <inheritdoc cref="StakesInput"/>
    public const string ConflictsInput = "Conflicts";

    private const string NeededInput = "Needed";
    private const string FourEyesInput = "FourEyes";
    private const string AlsoAskInput = "AlsoAsk";
    private const string PersonInput = "Person";
    private const string Rules = "Rules";

    private static readonly Dictionary<string, string> QuorumTexts = new()
    {
        [nameof(QuorumKind.Any)] = "One: the first answer counts",
        [nameof(QuorumKind.All)] = "All: one other answer ends it",
        [nameof(QuorumKind.Count)] = "As many as given below",
        [nameof(QuorumKind.InSequence)] = "All, one after another",
        [nameof(QuorumKind.Each)] = "Everybody answers for themselves",
    };

    private static readonly Dictionary<string, string> StakesTexts = new()
    {
        [nameof(Tasks.Stakes.Ordinary)] = "Nothing that could not be taken back",
        [nameof(Tasks.Stakes.Money)] = "Money",
        [nameof(Tasks.Stakes.Publication)] = "A publication",
        [nameof(Tasks.Stakes.Signature)] = "A signature",
    };

    private static readonly Dictionary<string, string> ConflictTexts = new()
    {
        [nameof(ConflictRule.NotAsked)] = "Nobody is asked",
        [nameof(ConflictRule.MayDeclare)] = "May be declared",
        [nameof(ConflictRule.MustDeclare)] = "Must be declared before the decision",
    };

    public Stakes Stakes { get; init; }

    public Quorum Quorum { get; init; } = Quorum.First;

    public ConflictRule Conflicts { get; init; }

    /// <summary>Whether who asked for it and who wrote last must keep out of it.</summary>
    public bool FourEyes { get; init; }

    /// <summary>Further roles.</summary>
    public IReadOnlyList<CaseRole> AlsoAsked { get; init; } = [];

    /// <summary>One person instead of a role.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Who else may be asked: for every task.</summary>
    public static IReadOnlyList<InputDescriptor> PersonInputs { get; } =
    [
        new(PersonInput, "String") { DisplayName = "One person", Description = "The id of one person who is asked instead of the role, such as the one who decided an earlier task. Empty, or somebody who has left: the role.", Category = Rules },
    ];

    /// <summary>How many must answer: for tasks that several people can do.</summary>
    public static IReadOnlyList<InputDescriptor> QuorumInputs { get; } =
    [
        new(QuorumInput, "String") { DisplayName = "How many must agree", Description = "The first choice is the one to agree on.", UIHint = "dropdown", Options = Enum.GetNames<QuorumKind>(), OptionTexts = QuorumTexts, Default = nameof(QuorumKind.Any), Category = Rules },
        new(NeededInput, "Int32?") { DisplayName = "Number who must agree", Description = $"From 1 to {Quorum.Most}, when that many must agree. Where a role has fewer people, others of the same side are asked too.", Category = Rules },
        new(AlsoAskInput, "String[]") { DisplayName = "Also ask", Description = "Further roles, by name: type one such as HubLead and press Enter. In sequence they are asked one after another.", UIHint = "multitext", Category = Rules },
    ];

    /// <summary>What is at stake and who must keep out: for decisions.</summary>
    public static IReadOnlyList<InputDescriptor> DecisionInputs { get; } =
    [
        new(StakesInput, "String") { DisplayName = "What is at stake", Description = "Signature, money and publication are never decided by a reply or by silence; a signature also needs a code that is mailed to the decider.", UIHint = "dropdown", Options = Enum.GetNames<Stakes>(), OptionTexts = StakesTexts, Default = nameof(Stakes.Ordinary), Category = Rules },
        .. QuorumInputs,
        new(FourEyesInput, "Boolean") { DisplayName = "Four eyes", Description = "Whoever asked for help or made the last decision or change of the case can't decide this one.", UIHint = "checkbox", Default = false, Category = Rules },
        new(ConflictsInput, "String") { DisplayName = "Personal interests", Description = "Whether people may, or must, say that they have a personal interest. Whoever has one steps aside and no longer sees the case.", UIHint = "dropdown", Options = Enum.GetNames<ConflictRule>(), OptionTexts = ConflictTexts, Default = nameof(ConflictRule.NotAsked), Category = Rules },
        .. PersonInputs,
    ];

    /// <summary>Reads the inputs, or says what is wrong with them. An activity that lacks one has its default.</summary>
    public static TaskRules? Read(ActivityContext context, out string? problem)
    {
        var also = context.Input<string[]>(AlsoAskInput) ?? [];
        var roles = also.Where(name => !string.IsNullOrWhiteSpace(name)).Select(name => Enum.TryParse<CaseRole>(name, out var role) ? role : CaseRole.Nobody).ToList();
        problem = OneOf<Stakes>(context, StakesInput) ?? OneOf<QuorumKind>(context, QuorumInput) ?? OneOf<ConflictRule>(context, ConflictsInput)
            ?? (roles.Contains(CaseRole.Nobody) ? $"The input '{AlsoAskInput}' must name roles: {string.Join(", ", CaseRoles.Names.Skip(1))}." : null);
        if (problem is not null)
        {
            return null;
        }

        var quorum = new Quorum(Of<QuorumKind>(context, QuorumInput), Math.Max(context.Input<int>(NeededInput), 1));
        if (quorum.Needed > Quorum.Most)
        {
            problem = $"The input '{NeededInput}' must be between 1 and {Quorum.Most}, or empty.";
            return null;
        }

        return new TaskRules
        {
            Stakes = Of<Stakes>(context, StakesInput),
            Quorum = quorum,
            Conflicts = Of<ConflictRule>(context, ConflictsInput),
            FourEyes = context.Input<bool>(FourEyesInput),
            AlsoAsked = roles,
            PersonId = Guid.TryParse(context.Input<string>(PersonInput), out var person) ? person : null,
        };
    }

    private static string? OneOf<T>(ActivityContext context, string input)
        where T : struct, Enum =>
        context.Input<string>(input) is { Length: > 0 } text && !Enum.TryParse<T>(text, out _)
            ? $"The input '{input}' must be one of: {string.Join(", ", Enum.GetNames<T>())}."
            : null;

    private static T Of<T>(ActivityContext context, string input)
        where T : struct, Enum =>
        Enum.TryParse<T>(context.Input<string>(input), out var value) ? value : default;
}
