using MediatR;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Assistance;

/// <summary>The requests a viewer sees: a city's own, or the whole queue of a hub.</summary>
/// <param name="Viewer">Anybody signed in.</param>
public sealed record ListRequests(Viewer Viewer) : IRequest<RequestList>
{
    /// <summary>Only this status.</summary>
    public CaseStatus? Status { get; init; }

    /// <summary>Only cases this advisor owns.</summary>
    public Guid? AdvisorId { get; init; }

    /// <summary>Also closed ones.</summary>
    public bool IncludeClosed { get; init; }

    /// <summary>Words in number, title or city.</summary>
    public string? Search { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int PageSize { get; init; } = 25;
}

/// <summary>One page of requests; urgent first, then by next due, then oldest first.</summary>
/// <param name="Items">This page.</param>
/// <param name="Total">All that match.</param>
/// <param name="ByStatus">How many open ones per status, for the desk's tabs.</param>
public sealed record RequestList(IReadOnlyList<RequestLine> Items, int Total, IReadOnlyDictionary<CaseStatus, int> ByStatus);

/// <summary>One request in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">What to call it.</param>
/// <param name="Title">Its title.</param>
/// <param name="CityName">Its city.</param>
/// <param name="Country">The city's country.</param>
/// <param name="Lane">How big and urgent.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Holder">Who has it.</param>
/// <param name="NextBy">When the next step is due.</param>
/// <param name="IsOverdue">Whether that has passed.</param>
/// <param name="AdvisorName">Who owns it.</param>
/// <param name="SubmittedAt">When it came.</param>
/// <param name="NeedsAttention">Whether its instance has an incident.</param>
public sealed record RequestLine(
    Guid Id,
    string Number,
    string Title,
    string CityName,
    string Country,
    Lane Lane,
    CaseStatus Status,
    CaseHolder Holder,
    DateTimeOffset? NextBy,
    bool IsOverdue,
    string? AdvisorName,
    DateTimeOffset SubmittedAt,
    bool NeedsAttention);
