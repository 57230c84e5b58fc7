using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Calendars;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.People;

/// <summary>
/// Whoever runs the installation adds the first hub lead, who then adds everybody else; with them, where there is none, the hub itself, as
/// <see cref="FirstHubOptions"/> says.
/// </summary>
/// <param name="Email">Their address.</param>
/// <param name="Name">Their name.</param>
public sealed record AddFirstLead(string Email, string Name) : IRequest<FirstLeadResult>, IValidated<FirstLeadResult>
{
    /// <inheritdoc/>
    public static FirstLeadResult Invalid(IReadOnlyList<FieldProblem> problems) => new FirstLeadInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) => [.. PersonRules.Email(Email), .. PersonRules.Common(Name, Languages.Default)];
}

/// <summary>How adding the first lead ended.</summary>
public abstract record FirstLeadResult;

/// <summary>Done.</summary>
/// <param name="Path">Where they choose a password: holds a secret, and is kept nowhere.</param>
public sealed record FirstLeadAdded(string Path) : FirstLeadResult;

/// <summary>Not as it is; nothing changed.</summary>
/// <param name="Problems">Field by field.</param>
public sealed record FirstLeadInvalid(IReadOnlyList<FieldProblem> Problems) : FirstLeadResult;

/// <summary>There is a lead already, who adds people at the desk.</summary>
public sealed record FirstLeadNotFirst : FirstLeadResult;

internal sealed class AddFirstLeadHandler(CommitQueue commits, PasswordLinks links, IOptions<FirstHubOptions> options, TimeProvider clock)
    : IRequestHandler<AddFirstLead, FirstLeadResult>
{
    public Task<FirstLeadResult> Handle(AddFirstLead request, CancellationToken cancellationToken) => commits.CommitAsync(
        async (runtime, token) =>
        {
            var db = runtime.Hub();
            if (await db.People.AnyAsync(p => p.IsActive && (p.Roles & Roles.HubLead) != 0, token))
            {
                return UnitResult.Refuse<FirstLeadResult>(new FirstLeadNotFirst());
            }

            var email = PersonRules.Normal(request.Email);
            if (await db.People.AnyAsync(p => p.Email == email, token))
            {
                return UnitResult.Refuse<FirstLeadResult>(new FirstLeadInvalid([new FieldProblem(nameof(AddFirstLead.Email), "Problem.EmailTaken")]));
            }

            var now = clock.GetUtcNow();
            var hub = await db.Hubs.OrderBy(h => h.Key).FirstOrDefaultAsync(token);
            if (hub is null)
            {
                hub = NewHub(email, now);
                db.Add(hub);
            }

            var lead = new Person
            {
                Id = Guid.CreateVersion7(now),
                HubId = hub.Id,
                Email = email,
                Name = request.Name.Trim(),
                Language = Languages.Default,
                Roles = Roles.HubLead | Roles.Advisor,
                CreatedAt = now,
            };
            db.Add(lead);
            return UnitResult.Keep<FirstLeadResult>(new FirstLeadAdded(SitePaths.Password(links.Issue(db, lead).Text)));
        },
        cancellationToken);

    private RegionalHub NewHub(string email, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Key = options.Value.Key,
        Name = options.Value.Name,
        NumberPrefix = options.Value.NumberPrefix,
        Calendar = WorkingCalendars.Get(options.Value.Calendar).Key,
        TimeZone = options.Value.TimeZone,
        Email = options.Value.Email ?? email,
    };
}
