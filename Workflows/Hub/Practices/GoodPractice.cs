using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;

namespace StrongCities.Hub.Practices;

/// <summary>
/// What worked in one city, written down for others. It comes from a support request; the city releases what may be read of it, part by part,
/// and what it does not release is in no form that anybody outside the hub can read.
/// </summary>
public sealed class GoodPractice : Case
{
    /// <summary>The series of its numbers.</summary>
    internal const string Series = "G";

    /// <summary>The support request it comes from.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>How the help was given.</summary>
    public required Lane Help { get; init; }

    /// <summary>What the advisor wrote.</summary>
    public required PracticeText Text { get; set; }

    /// <summary>From 1; tells two who save at once apart.</summary>
    public int TextVersion { get; set; } = 1;

    /// <summary>Its pictures, in the order in which they are shown.</summary>
    public IReadOnlyList<PracticePicture> Pictures { get; set; } = [];

    /// <summary>The highest number that a picture of it ever had.</summary>
    public int LastPicture { get; set; }

    /// <summary>Where it stands.</summary>
    public PracticePhase Phase { get; set; }

    /// <summary>What the city released; <see langword="null"/> before it has, and once it took it back.</summary>
    public PracticeRelease? Release { get; set; }

    /// <summary>Its name in addresses, from its first publication on; it never changes.</summary>
    public string? Slug { get; set; }

    /// <summary>When others could first read it.</summary>
    public DateTimeOffset? SharedAt { get; set; }

    /// <summary>When the city took its release back.</summary>
    public DateTimeOffset? TakenBackAt { get; set; }

    /// <inheritdoc/>
    public override MailTopic? Topic => Title.Length == 0 ? null : new PracticeTopic(Title);

    /// <inheritdoc/>
    public override string CityPath => SitePaths.OurPractice(Id);

    // What a city releases is the text and every picture with what is said of it.
    /// <inheritdoc/>
    internal override object Matter => new { Text, Pictures, Release };

    /// <summary>Whether what the city released is still what there is.</summary>
    internal bool IsReleased => Release is { Text: true } release && release.Hash == PracticeRelease.HashOf(this);

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Gaps(int files) => Phase == PracticePhase.Draft ? PracticeRules.GapsOf(this) : [];

    /// <inheritdoc/>
    internal override void Blank()
    {
        base.Blank();
        (Text, Pictures, Release) = (new PracticeText(), [], null);
    }
}

/// <summary>Where a good practice stands. Words know it as <c>Practice.Phase.Draft</c>.</summary>
public enum PracticePhase
{
    /// <summary>The advisor writes.</summary>
    Draft,

    /// <summary>The city says what may be read.</summary>
    Release,

    /// <summary>The hub's lead looks at it.</summary>
    Review,

    /// <summary>Everybody may read what was released.</summary>
    Public,

    /// <summary>The hub and the cities of its network may read what was released.</summary>
    Network,

    /// <summary>Only the hub and the city itself have it.</summary>
    Hub,

    /// <summary>It was given up.</summary>
    Dropped,

    /// <summary>The city took its release back.</summary>
    Withdrawn,
}
