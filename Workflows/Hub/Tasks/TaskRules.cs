using StrongCities.Engine.Activities;
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
        new(PersonInput, "String") { DisplayName = "One person", Description = "The id of one person who is asked instead of the role, such as the one who decided an earlier task. Empty, or somebody who has left: the role." },
    ];

    /// <summary>How many must answer: for tasks that several people can do.</summary>
    public static IReadOnlyList<InputDescriptor> QuorumInputs { get; } =
    [
        new(QuorumInput, "String") { DisplayName = "How many must agree", Description = "Any: the first answer counts. All: everybody; one other answer ends it. Count: a number. InSequence: one after another. Each: everybody answers for themselves. The first option is the one to agree on.", UIHint = "dropdown", Options = Enum.GetNames<QuorumKind>(), Default = nameof(QuorumKind.Any) },
        new(NeededInput, "Int32?") { DisplayName = "Number who must agree", Description = $"For Count: 1 to {Quorum.Most}. Where a role has fewer people, others of the same side are asked too." },
        new(AlsoAskInput, "String[]") { DisplayName = "Also ask", Description = "Further roles, such as HubLead. In sequence they are asked one after another.", UIHint = "multitext" },
    ];

    /// <summary>What is at stake and who must keep out: for decisions.</summary>
    public static IReadOnlyList<InputDescriptor> DecisionInputs { get; } =
    [
        new(StakesInput, "String") { DisplayName = "What is at stake", Description = "Signature, money and publication are never decided by a reply or by silence; a signature also needs a code that is mailed to the decider.", UIHint = "dropdown", Options = Enum.GetNames<Stakes>(), Default = nameof(Stakes.Ordinary) },
        .. QuorumInputs,
        new(FourEyesInput, "Boolean") { DisplayName = "Four eyes", Description = "Whoever asked for help or made the last decision or change of the case can't decide this one.", UIHint = "checkbox", Default = false },
        new(ConflictsInput, "String") { DisplayName = "Personal interests", Description = "Whether people may, or must, say that they have a personal interest. Whoever has one steps aside and no longer sees the case.", UIHint = "dropdown", Options = Enum.GetNames<ConflictRule>(), Default = nameof(ConflictRule.NotAsked) },
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
