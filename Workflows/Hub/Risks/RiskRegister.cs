using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;

namespace StrongCities.Hub.Risks;

/// <summary>
/// A city's register of risks in one cycle, which is a year. A case: its number, tasks, mails and timeline can be read at the hub, so none of them
/// tells what a risk is about unless the city shares it.
/// </summary>
public sealed class RiskRegister : Case
{
    /// <summary>The series of its numbers.</summary>
    internal const string Series = "R";

    /// <summary>The cycle: the year in which it was opened, where the city is.</summary>
    public required int Cycle { get; init; }

    /// <summary>Where it stands.</summary>
    public RegisterPhase Phase { get; set; }

    /// <summary>When the coordinator last sent it to the departments.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>The numbers of its open risks: all that a mail tells of them.</summary>
    public IReadOnlyList<int> OpenNumbers { get; set; } = [];

    /// <summary>What lies before the mayor; <see langword="null"/> while nothing does.</summary>
    public RegisterSnapshot? Pending { get; set; }

    /// <inheritdoc/>
    public override MailTopic Topic => new RiskTopic(Title);

    /// <inheritdoc/>
    public override string CityPath => SitePaths.Risks;

    /// <inheritdoc/>
    internal override object Matter => new { Cycle, Pending?.Hash };

    /// <inheritdoc/>
    internal override IReadOnlyList<string> ItemsOf(string mailKind) => mailKind == MailKind.RateRisks ? [.. OpenNumbers.Select(number => $"№ {number}")] : [];

    /// <inheritdoc/>
    internal override void Blank()
    {
        base.Blank();
        Pending = null;
    }
}

/// <summary>Where a register stands. Words know them as <c>Register.Phase.Draft</c>.</summary>
public enum RegisterPhase
{
    /// <summary>The coordinator writes.</summary>
    Draft,

    /// <summary>The departments rate.</summary>
    DepartmentInput,

    /// <summary>The city talks about it.</summary>
    Workshop,

    /// <summary>It lies before the mayor: nothing changes meanwhile.</summary>
    Endorsement,

    /// <summary>The mayor has endorsed it: it is kept up to date.</summary>
    Active,

    /// <summary>The next cycle's has taken its place.</summary>
    Archived,
}
