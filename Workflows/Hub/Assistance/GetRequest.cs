using MediatR;
using StrongCities.Hub.People;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Assistance;

/// <summary>A city's person looks at one of the city's requests.</summary>
/// <param name="Viewer">Of that city.</param>
/// <param name="RequestId">The request.</param>
public sealed record GetRequest(Viewer Viewer, Guid RequestId) : IRequest<RequestPage?>;

/// <summary>The status page. <see langword="null"/> in its place means: not found, or not theirs.</summary>
/// <param name="Request">The request.</param>
/// <param name="CityName">The city.</param>
/// <param name="TimeZone">The city's, for every time on the page.</param>
/// <param name="AskedBy">The submitter's name.</param>
/// <param name="Holder">Who has it now.</param>
/// <param name="NextBy">When the next step is due, or <see langword="null"/> when nothing is awaited.</param>
/// <param name="Steps">The main path, for the picture.</param>
/// <param name="MyTasks">What the viewer can do now.</param>
/// <param name="Timeline">Newest last; only what the city sees.</param>
/// <param name="Attachments">Oldest first.</param>
public sealed record RequestPage(
    SupportRequest Request,
    string CityName,
    string TimeZone,
    string AskedBy,
    CaseHolder Holder,
    DateTimeOffset? NextBy,
    IReadOnlyList<CaseStep> Steps,
    IReadOnlyList<TaskLine> MyTasks,
    IReadOnlyList<CaseEvent> Timeline,
    IReadOnlyList<Attachment> Attachments);

/// <summary>Who has a case now.</summary>
/// <param name="Party">The city, the hub, or nobody when it is closed.</param>
/// <param name="Name">A person's name where it is one person, else <see langword="null"/>.</param>
/// <param name="Since">Since when.</param>
public sealed record CaseHolder(CaseParty Party, string? Name, DateTimeOffset Since);

/// <summary>One side of a case.</summary>
public enum CaseParty
{
    /// <summary>It is closed.</summary>
    Nobody,

    /// <summary>The city is to act.</summary>
    City,

    /// <summary>The hub is to act.</summary>
    Hub,
}

/// <summary>A step of the main path.</summary>
/// <param name="Status">Its status.</param>
/// <param name="State">Whether it lies behind, is now, or ahead.</param>
public sealed record CaseStep(CaseStatus Status, CaseStepState State);

/// <summary>Where a step lies.</summary>
public enum CaseStepState
{
    /// <summary>Behind.</summary>
    Done,

    /// <summary>Now.</summary>
    Current,

    /// <summary>Ahead.</summary>
    Ahead,
}
