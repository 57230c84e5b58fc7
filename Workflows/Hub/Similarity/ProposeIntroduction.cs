using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Similarity;

/// <summary>An advisor would like two cities to meet: the coordinators of both are asked by mail.</summary>
/// <param name="Viewer">At the hub.</param>
/// <param name="FirstId">One city.</param>
/// <param name="SecondId">Another.</param>
/// <param name="Words">Why; both read it. At most 1,000 characters. Nothing that one of them keeps to itself.</param>
public sealed record ProposeIntroduction(Viewer Viewer, Guid FirstId, Guid SecondId, string Words) : IAsViewer<IntroductionResult>, IValidated<IntroductionResult>
{
    internal const int MaxWords = 1_000;

    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static IntroductionResult NotFound => new IntroductionNotFound();

    /// <inheritdoc/>
    public static IntroductionResult Invalid(IReadOnlyList<FieldProblem> problems) => new IntroductionInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Words))
        {
            yield return new FieldProblem(nameof(Words), "Problem.Required");
        }
        else if (Words.Length > MaxWords)
        {
            yield return new FieldProblem(nameof(Words), "Problem.TooLong", MaxWords);
        }

        if (FirstId == SecondId)
        {
            yield return new FieldProblem(nameof(SecondId), "Problem.Choice");
        }
    }
}

/// <summary>What came of an introduction.</summary>
public abstract record IntroductionResult;

/// <summary>It is so now.</summary>
/// <param name="Id">The introduction.</param>
public sealed record IntroductionKept(Guid Id) : IntroductionResult;

/// <summary>Nothing was changed.</summary>
/// <param name="Problems">Why, field by field.</param>
public sealed record IntroductionInvalid(IReadOnlyList<FieldProblem> Problems) : IntroductionResult;

/// <summary>There is no such thing for this viewer.</summary>
public sealed record IntroductionNotFound : IntroductionResult;

internal sealed class ProposeIntroductionHandler(HubDbFactory databases, CommitQueue commits, QueueMail queue, TimeProvider clock) : IRequestHandler<ProposeIntroduction, IntroductionResult>
{
    public async Task<IntroductionResult> Handle(ProposeIntroduction request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var pair = new[] { request.FirstId, request.SecondId };
        return await db.Cities.CountAsync(city => pair.Contains(city.Id), cancellationToken) == pair.Length
            ? await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), request, token), cancellationToken)
            : new IntroductionNotFound();
    }

    private async Task<UnitResult<IntroductionResult>> ApplyAsync(HubDb db, ProposeIntroduction request, CancellationToken cancellation)
    {
        var (first, second) = (request.FirstId, request.SecondId);
        if (await db.Introductions.AnyAsync(
            one => one.EndedAt == null && ((one.FirstId == first && one.SecondId == second) || (one.FirstId == second && one.SecondId == first)), cancellation))
        {
            return UnitResult.Refuse<IntroductionResult>(new IntroductionInvalid([new FieldProblem("", "Introduction.Problem.Open")]));
        }

        var now = clock.GetUtcNow();
        var proposed = new Introduction
        {
            Id = Guid.CreateVersion7(now), HubId = request.Viewer.HubId, FirstId = first, SecondId = second, Words = request.Words.Trim(), ProposedById = request.Viewer.PersonId, ProposedAt = now,
        };
        db.Add(proposed);
        var names = await db.Cities.Where(city => city.Id == first || city.Id == second).ToDictionaryAsync(city => city.Id, city => city.Name, cancellation);
        foreach (var person in await IntroductionMail.CoordinatorsAsync(db, proposed, cancellation))
        {
            await queue.QueueAsync(
                db,
                new MailOrder(MailKind.Introduction, proposed.HubId, person.Id, $"introduction:{proposed.Id}:{person.Id}")
                {
                    About = new IntroductionTopic(names[proposed.OtherOf(person.CityId!.Value)]),
                    Note = proposed.Words,
                    Buttons = [new MailButton("Button.Introduction", SitePaths.Introduction(proposed.Id), IsSecret: false)],
                    NotBefore = await CaseMail.NextAllowedAsync(db, person, now, cancellation),
                },
                cancellation);
        }

        return UnitResult.Keep<IntroductionResult>(new IntroductionKept(proposed.Id));
    }
}

/// <summary>What mails of introductions share.</summary>
internal static class IntroductionMail
{
    /// <summary>Who is asked: the coordinators of both cities; whoever signs where there is none.</summary>
    public static async Task<IReadOnlyList<Person>> CoordinatorsAsync(HubDb db, Introduction about, CancellationToken cancellation)
    {
        var voices = await db.People.Where(person => person.IsActive && (person.CityId == about.FirstId || person.CityId == about.SecondId) && (person.Roles & RoleSets.CityVoice) != 0)
            .OrderBy(person => person.Name).ToListAsync(cancellation);
        return [.. voices.GroupBy(person => person.CityId).SelectMany(city => city.Any(IsCoordinator) ? city.Where(IsCoordinator) : city)];
    }

    private static bool IsCoordinator(Person person) => (person.Roles & Roles.Coordinator) != 0;
}
