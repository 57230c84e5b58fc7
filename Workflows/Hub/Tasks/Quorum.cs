using System.Text.Json.Serialization;

namespace StrongCities.Hub.Tasks;

/// <summary>How many of those who are asked must answer, and in which order.</summary>
public enum QuorumKind
{
    /// <summary>The first answer counts.</summary>
    Any,

    /// <summary>Everybody must agree; the first answer that is not the first option ends it.</summary>
    All,

    /// <summary>A number must agree.</summary>
    Count,

    /// <summary>One after another must agree; the next is asked when the one before has.</summary>
    InSequence,

    /// <summary>Everybody answers for themselves, whatever they say.</summary>
    Each,
}

/// <summary>When the answers to a task are enough. The first option is the one that must be agreed on.</summary>
/// <param name="Kind">Which rule.</param>
/// <param name="Needed">How many must agree, for <see cref="QuorumKind.Count"/>; 1 to 20.</param>
public sealed record Quorum(QuorumKind Kind, int Needed = 1)
{
    /// <summary>The most that may be needed.</summary>
    public const int Most = 20;

    /// <summary>The first answer counts.</summary>
    public static Quorum First { get; } = new(QuorumKind.Any);

    /// <summary>Whether the first answer ends the task.</summary>
    [JsonIgnore]
    public bool IsFirst => Kind == QuorumKind.Any;

    /// <summary>How many agreements it takes among a number of voices.</summary>
    /// <param name="voices">Who is asked, substitutes not counted.</param>
    /// <returns>At least 1.</returns>
    public int Of(int voices) => Kind switch
    {
        QuorumKind.Any => 1,
        QuorumKind.Count => Needed,
        _ => Math.Max(voices, 1),
    };

    /// <summary>What the votes come to. One voice has at most one vote.</summary>
    /// <param name="agreement">The option that must be agreed on.</param>
    /// <param name="votes">The options voted for, oldest first.</param>
    /// <param name="voices">How many may vote, those who have included; in sequence: how many steps there are.</param>
    /// <returns>The outcome, or <see langword="null"/> while more votes are awaited.</returns>
    public string? Outcome(string agreement, IReadOnlyList<string> votes, int voices)
    {
        if (votes.Count == 0)
        {
            return null;
        }

        if (Kind == QuorumKind.Any)
        {
            return votes[0];
        }

        if (Kind == QuorumKind.Each)
        {
            return votes.Count >= voices ? TaskAnswer.Answered : null;
        }

        var needed = Of(voices);
        var agreed = votes.Count(vote => vote == agreement);
        if (agreed >= needed)
        {
            return agreement;
        }

        // Once agreement is out of reach, nobody is asked in vain: what was said first against it stands.
        return votes.FirstOrDefault(vote => vote != agreement) is { } other && voices - (votes.Count - agreed) < needed ? other : null;
    }
}
