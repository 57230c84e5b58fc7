namespace StrongCities.Hub.Mail.Wordings;

/// <summary>
/// A hub's own words for one kind of mail in one language: a version, written once and never changed. The newest is in use. Where it says nothing,
/// the built-in words stand.
/// </summary>
public sealed class Wording
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose words.</summary>
    public required Guid HubId { get; init; }

    /// <summary>One of <see cref="MailKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>BCP 47 tag.</summary>
    public required string Language { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Version { get; init; }

    /// <summary>In Liquid, without the case's number; <see langword="null"/> for the built-in words.</summary>
    public string? Subject { get; init; }

    /// <summary>In Liquid, likewise.</summary>
    public string? Heading { get; init; }

    /// <summary>In Liquid, likewise; an empty line parts paragraphs.</summary>
    public string? Opening { get; init; }

    /// <summary>In Liquid, likewise; empty for no closing line.</summary>
    public string? Closing { get; init; }

    /// <summary>Which version was taken up again by this one.</summary>
    public int? RestoredFrom { get; init; }

    /// <summary>Who wrote it.</summary>
    public required Guid SavedById { get; init; }

    /// <summary>Their name then.</summary>
    public required string SavedByName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>Its words.</summary>
    public WordingText Text => new(Subject, Heading, Opening, Closing);
}

/// <summary>The words of a mail that a hub may choose, each <see langword="null"/> for the built-in ones.</summary>
/// <param name="Subject">Liquid.</param>
/// <param name="Heading">Liquid.</param>
/// <param name="Opening">Liquid.</param>
/// <param name="Closing">Liquid.</param>
public sealed record WordingText(string? Subject, string? Heading, string? Opening, string? Closing)
{
    /// <summary>Nothing but the built-in words.</summary>
    public static WordingText BuiltIn { get; } = new(null, null, null, null);

    /// <summary>What stands in one place.</summary>
    /// <param name="slot">Which.</param>
    /// <returns>Liquid, or <see langword="null"/>.</returns>
    public string? At(WordingSlot slot) => slot switch
    {
        WordingSlot.Subject => Subject,
        WordingSlot.Heading => Heading,
        WordingSlot.Opening => Opening,
        _ => Closing,
    };

    /// <summary>The words made anew, place by place.</summary>
    /// <param name="change">Gives what shall stand there.</param>
    /// <returns>The new words.</returns>
    public WordingText Select(Func<WordingSlot, string?, string?> change) => new(
        change(WordingSlot.Subject, Subject), change(WordingSlot.Heading, Heading), change(WordingSlot.Opening, Opening), change(WordingSlot.Closing, Closing));
}

/// <summary>The places whose words a hub may choose. Facts, links, what silence means, what keeps the reader safe and the footer are not among them.</summary>
public enum WordingSlot
{
    /// <summary>The subject after the case's number.</summary>
    Subject,

    /// <summary>The heading.</summary>
    Heading,

    /// <summary>The paragraphs after the greeting.</summary>
    Opening,

    /// <summary>The paragraph after them, where a kind's is a courtesy.</summary>
    Closing,
}
