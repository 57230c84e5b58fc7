using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Papers;

/// <summary>Somebody adds a line to the checklist of an application or award.</summary>
/// <param name="Viewer">Who speaks for the city, or staff of its hub.</param>
/// <param name="CaseId">The application or award.</param>
/// <param name="Name">What the paper is called; 1 to 120 characters.</param>
/// <param name="Hint">What it must hold; up to 500 characters.</param>
/// <param name="IsRequired">Whether the application cannot go in without it.</param>
public sealed record AddPaper(Viewer Viewer, Guid CaseId, string? Name, string? Hint, bool IsRequired) : IAsViewer<PaperResult>, IValidated<PaperResult>
{
    private const int MostName = 120;
    private const int MostHint = 500;
    private const int MostPages = 2_000;

    /// <inheritdoc/>
    public static Roles Allowed => PaperGate.Editors;

    /// <inheritdoc/>
    public static PaperResult NotFound => new PaperNotFound();

    /// <summary>The partner that it comes from.</summary>
    public Guid? PartnerId { get; init; }

    /// <summary>The most pages that the funder takes: 1 to 2,000.</summary>
    public int? MaxPages { get; init; }

    /// <inheritdoc/>
    public static PaperResult Invalid(IReadOnlyList<FieldProblem> problems) => new PaperInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return new FieldProblem(nameof(Name), "Problem.Required");
        }
        else if (Name.Trim().Length > MostName)
        {
            yield return new FieldProblem(nameof(Name), "Problem.TooLong", MostName);
        }

        if (Hint?.Length > MostHint)
        {
            yield return new FieldProblem(nameof(Hint), "Problem.TooLong", MostHint);
        }

        if (MaxPages is < 1 or > MostPages)
        {
            yield return new FieldProblem(nameof(MaxPages), "Problem.Pages", MostPages);
        }
    }
}

/// <summary>What became of a change of papers.</summary>
public abstract record PaperResult;

/// <summary>The line is there.</summary>
/// <param name="Id">The paper.</param>
public sealed record PaperAdded(Guid Id) : PaperResult;

/// <summary>The line is gone.</summary>
/// <param name="CaseId">Whose it was.</param>
public sealed record PaperDropped(Guid CaseId) : PaperResult;

/// <summary>The version is there.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IsNew">False where the newest version was the same file already.</param>
public sealed record VersionAdded(int Number, bool IsNew) : PaperResult;

/// <summary>It cannot be done so.</summary>
/// <param name="Problems">What is wrong, at least one.</param>
public sealed record PaperInvalid(IReadOnlyList<FieldProblem> Problems) : PaperResult;

/// <summary>The application is frozen, or over: nothing about its papers changes any more.</summary>
public sealed record PaperShut : PaperResult;

/// <summary>There is no such case or paper, or it is not theirs.</summary>
public sealed record PaperNotFound : PaperResult;

internal sealed class AddPaperHandler(HubDbFactory databases, CommitQueue commits, IOptions<PaperOptions> options, TimeProvider clock) : IRequestHandler<AddPaper, PaperResult>
{
    public async Task<PaperResult> Handle(AddPaper request, CancellationToken cancellationToken)
    {
        await using var seen = databases.Create(request.Viewer);
        return await PaperGate.CaseAsync(seen, request.CaseId, cancellationToken) is null
            ? AddPaper.NotFound
            : await commits.CommitAsync((runtime, token) => ApplyAsync(runtime.Hub(), request, token), cancellationToken);
    }

    private async Task<UnitResult<PaperResult>> ApplyAsync(HubDb db, AddPaper request, CancellationToken cancellation)
    {
        var about = await db.Cases.SingleAsync(c => c.Id == request.CaseId, cancellation);
        if (PaperGate.IsShut(about))
        {
            return UnitResult.Refuse<PaperResult>(new PaperShut());
        }

        if (request.PartnerId is { } partner && !await db.Partners.AnyAsync(p => p.Id == partner && p.CaseId == about.Id, cancellation))
        {
            return UnitResult.Refuse<PaperResult>(new PaperInvalid([new FieldProblem(nameof(AddPaper.PartnerId), "Problem.Required")]));
        }

        var name = request.Name!.Trim();
        var papers = await db.Papers.Where(p => p.CaseId == about.Id).Select(p => new { p.Name, p.PartnerId, p.Position }).ToListAsync(cancellation);
        if (papers.Count >= options.Value.MaxPapers)
        {
            return UnitResult.Refuse<PaperResult>(new PaperInvalid([new FieldProblem(nameof(AddPaper.Name), "Problem.TooManyPapers", options.Value.MaxPapers)]));
        }

        if (papers.Any(p => p.PartnerId == request.PartnerId && string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            return UnitResult.Refuse<PaperResult>(new PaperInvalid([new FieldProblem(nameof(AddPaper.Name), "Problem.SamePaper")]));
        }

        var paper = new Paper
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            HubId = about.HubId,
            CityId = about.CityId!.Value,
            CaseId = about.Id,
            Name = name,
            Hint = string.IsNullOrWhiteSpace(request.Hint) ? null : request.Hint.Trim(),
            IsRequired = request.IsRequired,
            PartnerId = request.PartnerId,
            MaxPages = request.MaxPages,
            Position = papers.Select(p => p.Position).DefaultIfEmpty().Max() + 1,
        };
        db.Add(paper);
        db.Add(about.Line(clock.GetUtcNow(), "Event.PaperAdded", request.Viewer.PersonId, true, name));
        return UnitResult.Keep<PaperResult>(new PaperAdded(paper.Id));
    }
}
