using StrongCities.Hub.Cases;

namespace StrongCities.Hub;

/// <summary>The pages that mails lead to. The host serves them.</summary>
public static class SitePaths
{
    /// <summary>The page behind a task's link.</summary>
    /// <param name="token">Public id, a dot, and the secret.</param>
    /// <returns>The path.</returns>
    public static string Task(string token) => $"/t/{token}";

    /// <summary>A task's page for who has signed in.</summary>
    /// <param name="taskId">The task.</param>
    /// <returns>The path.</returns>
    public static string TaskOf(string taskId) => $"/tasks/{taskId}";

    /// <summary>The page behind a sign-in link.</summary>
    /// <param name="token">Public id, a dot, and the secret.</param>
    /// <returns>The path.</returns>
    public static string SignIn(string token) => $"/sign-in/{token}";

    /// <summary>The page where staff choose a password.</summary>
    /// <param name="token">Public id, a dot, and the secret.</param>
    /// <returns>The path.</returns>
    public static string Password(string token) => $"/desk/set-password/{token}";

    /// <summary>Where a city sees its requests.</summary>
    public const string Requests = "/requests";

    /// <summary>The hub's queue.</summary>
    public const string Desk = "/desk";

    /// <summary>Where a city searches the catalogue of opportunities.</summary>
    public const string Catalogue = "/opportunities";

    /// <summary>Where hub staff do.</summary>
    public const string DeskCatalogue = "/desk/opportunities";

    /// <summary>Ends a subscription: opened it asks, posted to it acts.</summary>
    /// <param name="token">Sealed.</param>
    /// <returns>The path.</returns>
    public static string Unsubscribe(string token) => $"/unsubscribe/{token}";

    /// <summary>A request's status page, for its city.</summary>
    /// <param name="requestId">The request.</param>
    /// <returns>The path.</returns>
    public static string Request(Guid requestId) => $"/requests/{requestId}";

    /// <summary>Where a city follows its dealings with an opportunity.</summary>
    /// <param name="caseId">The case.</param>
    /// <returns>The path.</returns>
    public static string OurOpportunity(Guid caseId) => $"/our-opportunities/{caseId}";

    /// <summary>Where a city lists them.</summary>
    public const string OurOpportunities = "/our-opportunities";

    /// <summary>Where a city follows an award of its own.</summary>
    /// <param name="caseId">The award.</param>
    /// <returns>The path.</returns>
    public static string Award(Guid caseId) => $"/awards/{caseId}";

    /// <summary>Where hub staff follow an award.</summary>
    /// <param name="caseId">The award.</param>
    /// <returns>The path.</returns>
    public static string DeskAward(Guid caseId) => $"/desk/awards/{caseId}";

    /// <summary>Where a city follows its application.</summary>
    /// <param name="caseId">The application.</param>
    /// <returns>The path.</returns>
    public static string Application(Guid caseId) => $"/applications/{caseId}";

    /// <summary>Where a city keeps its register of risks.</summary>
    public const string Risks = "/risks";

    /// <summary>Where a city says whether it would like to meet another.</summary>
    /// <param name="id">The introduction.</param>
    /// <returns>The path.</returns>
    public static string Introduction(Guid id) => $"/introductions/{id}";

    /// <summary>Where a city reads of an event to which it is invited.</summary>
    /// <param name="id">The event.</param>
    /// <returns>The path.</returns>
    public static string Event(Guid id) => $"/events/{id}";

    /// <summary>Where hub staff see to an event.</summary>
    /// <param name="id">The event.</param>
    /// <returns>The path.</returns>
    public static string DeskEvent(Guid id) => $"/desk/events/{id}";

    /// <summary>Where a city sees good practices of its own and of the network.</summary>
    public const string OurPractices = "/our-practices";

    /// <summary>Where a city follows a good practice of its own.</summary>
    /// <param name="caseId">The good practice.</param>
    /// <returns>The path.</returns>
    public static string OurPractice(Guid caseId) => $"{OurPractices}/{caseId}";

    /// <summary>Where hub staff write a good practice.</summary>
    /// <param name="caseId">The good practice.</param>
    /// <returns>The path.</returns>
    public static string DeskPractice(Guid caseId) => $"/desk/practices/{caseId}";

    /// <summary>A hub's good practices, for everybody.</summary>
    /// <param name="hubKey">The hub's key.</param>
    /// <returns>The path.</returns>
    public static string Practices(string hubKey) => $"/practices/{hubKey}";

    /// <summary>A case's page, for hub staff.</summary>
    /// <param name="caseId">The case.</param>
    /// <returns>The path.</returns>
    public static string Case(Guid caseId) => $"/desk/cases/{caseId}";

    /// <summary>The requests that wait to be judged, for hub staff.</summary>
    public const string Board = "/desk/board";

    /// <summary>The hub's pool of people who help.</summary>
    public const string Experts = "/desk/experts";

    /// <summary>Who could help with a request, for hub staff.</summary>
    /// <param name="caseId">The request.</param>
    /// <returns>The path.</returns>
    public static string Candidates(Guid caseId) => $"/desk/cases/{caseId}/candidates";

    /// <summary>Where hub staff remind, reassign, extend, park or withdraw a task.</summary>
    /// <param name="taskId">The task.</param>
    /// <returns>The path.</returns>
    public static string ManageTask(string taskId) => $"/desk/tasks/{taskId}";
}
