using StrongCities.Hub.Mail;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Cases;

/// <summary>
/// Something on its way through a process, seen as one: a support request, an opportunity, a city's dealings with one. Tasks, mails, timeline,
/// record, files and access hang on a case, whatever its kind; a kind adds what it is about and the words for it.
/// </summary>
public abstract class Case
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The hub.</summary>
    public required Guid HubId { get; init; }

    /// <summary>The city; <see langword="null"/> for a case of the hub's own, which no city sees unless it is invited to it.</summary>
    public Guid? CityId { get; init; }

    /// <summary>What people call it, such as <c>WB-2026-0001</c>. Unique.</summary>
    public required string Number { get; init; }

    /// <summary>One line.</summary>
    public string Title { get; set; } = "";

    /// <summary>Only the hub and who opened it may know.</summary>
    public bool IsConfidential { get; set; }

    /// <summary>Since when it is where it is.</summary>
    public required DateTimeOffset StatusSince { get; set; }

    /// <summary>Who opened it; <see langword="null"/> for a process.</summary>
    public Guid? OpenedById { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The advisor who owns it.</summary>
    public Guid? AdvisorId { get; set; }

    /// <summary>The one of the city's coordinators who leads it; <see langword="null"/> while all of them do.</summary>
    public Guid? CoordinatorId { get; set; }

    /// <summary>The workflow instance that carries it; a later one where the case was taken up again after its end.</summary>
    public required string InstanceId { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>What mails and pages tell of it besides number, city and title; <see langword="null"/> where the kind has pages of its own.</summary>
    public abstract MailTopic? Topic { get; }

    /// <summary>Where its city sees it; the hub sees every case at <see cref="SitePaths.Case"/>.</summary>
    public abstract string CityPath { get; }

    /// <summary>What a decision is about, besides the question. Its JSON goes into the digest of what was shown.</summary>
    internal abstract object Matter { get; }

    /// <summary>What is missing from it, as keys of the hub's words.</summary>
    /// <param name="files">How many files came with it.</param>
    /// <returns>None where nothing is looked for.</returns>
    internal virtual IReadOnlyList<string> Gaps(int files) => [];

    /// <summary>What a mail of its tasks lists, in words or keys of the hub's words.</summary>
    /// <param name="mailKind">One of <see cref="MailKind"/>.</param>
    /// <returns>None for most.</returns>
    internal virtual IReadOnlyList<string> ItemsOf(string mailKind) => [];

    /// <summary>The meeting to which a mail of its tasks invites.</summary>
    /// <param name="mailKind">One of <see cref="MailKind"/>.</param>
    /// <param name="personId">The reader.</param>
    /// <returns><see langword="null"/> for most.</returns>
    internal virtual MailMeeting? MeetingOf(string mailKind, Guid personId) => null;

    /// <summary>Takes note of an answer to one of its tasks, in the unit that keeps it.</summary>
    /// <param name="db">The unit's context.</param>
    /// <param name="task">The task.</param>
    /// <param name="vote">The answer.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <returns>At once for most.</returns>
    internal virtual Task HearAsync(HubDb db, HumanTask task, TaskDecision vote, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Empties what it is about, on a copy for a page that may tell a verdict and no more.</summary>
    internal virtual void Blank() => Title = "";
}
