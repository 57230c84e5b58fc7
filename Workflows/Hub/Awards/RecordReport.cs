using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Applications.Papers;
using StrongCities.Hub.Awards.Schedule;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Awards;

/// <summary>Somebody says how far something owed is: drafted, checked, submitted, returned, accepted, or owed no more.</summary>
/// <param name="Viewer">Of the city or its hub.</param>
/// <param name="AwardId">The award.</param>
/// <param name="ObligationId">What is owed.</param>
/// <param name="State">How far it is. Only mayor and finance can say that it is checked; only hub staff that it is owed no more.</param>
/// <param name="On">The day on which it was so, where the funder is; <see langword="null"/> for today. Not in the future.</param>
public sealed record RecordReport(Viewer Viewer, Guid AwardId, Guid ObligationId, ObligationState State, DateOnly? On = null) : IAsViewer<AwardResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice | Roles.Finance | RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static AwardResult NotFound => new AwardNotFound();

    /// <summary>The new last day, where the funder returned it: today or later. Needed then, and only then.</summary>
    public DateOnly? DueAgainOn { get; init; }

    /// <summary>The attachment of the award that was handed in.</summary>
    public Guid? FileId { get; init; }

    /// <summary>The report itself, where it comes along; <see cref="PaperOptions"/> limits it as it does papers.</summary>
    public Upload? File { get; init; }
}

internal sealed class RecordReportHandler(
    ChangeAward change, HubDbFactory databases, AttachmentStore files, IOptions<AwardOptions> options, IOptions<PaperOptions> papers) : IRequestHandler<RecordReport, AwardResult>
{
    public async Task<AwardResult> Handle(RecordReport request, CancellationToken cancellationToken)
    {
        var kept = request.File is { } file ? await KeepAsync(request, file, cancellationToken) : null;
        return kept is null && request.File is not null ? new AwardNotFound()
            : kept?.Problems is [_, ..] problems ? new AwardInvalid([.. problems.Select(problem => problem with { Field = nameof(request.File) })])
            : await change.RunAsync(request.Viewer, request.AwardId, (unit, token) => ApplyAsync(unit, request, kept?.Files[0], token), cancellationToken);
    }

    // Before the unit, since a file comes slowly; what no row comes to name is swept later.
    private async Task<AttachmentsKept?> KeepAsync(RecordReport request, Upload file, CancellationToken cancellation)
    {
        await using var db = databases.Create(request.Viewer);
        if (!await db.Cases.OfType<Award>().AnyAsync(award => award.Id == request.AwardId, cancellation))
        {
            return null;
        }

        var before = await db.Attachments.AsNoTracking().Where(one => one.CaseId == request.AwardId).ToListAsync(cancellation);
        return await files.KeepAsync([file], before, papers.Value.Files, cancellation);
    }

    private async Task<AwardResult> ApplyAsync(AwardUnit unit, RecordReport request, KeptFile? sent, CancellationToken cancellation)
    {
        if (await unit.Db.Obligations.SingleOrDefaultAsync(one => one.Id == request.ObligationId && one.CaseId == unit.Award.Id, cancellation) is not { } owed)
        {
            return new AwardNotFound();
        }

        // The same again, such as by a double click, is no change.
        if (owed.State == request.State && request.State != ObligationState.Open)
        {
            return new AwardKept(owed.Id);
        }

        var on = request.On ?? unit.Today;
        if (Problem(unit, owed, request, on) is { } problem)
        {
            return new AwardInvalid([problem]);
        }

        if (request.FileId is { } file && !await unit.Db.Attachments.AnyAsync(one => one.Id == file && one.CaseId == unit.Award.Id, cancellation))
        {
            return AwardUnit.Refuse(nameof(request.FileId), "Award.Problem.File");
        }

        var row = sent?.RowOf(unit.Award, request.Viewer.PersonId, unit.Now);
        if (row is not null)
        {
            unit.Db.Add(row);
        }

        (owed.State, owed.StateSince, owed.FileId) = (request.State, unit.Now, row?.Id ?? request.FileId ?? owed.FileId);
        if (request.State == ObligationState.Returned)
        {
            // A new day has a ladder of its own.
            (owed.DueAt, owed.Told) = (FunderDay.EndOf(request.DueAgainOn!.Value, unit.Award.Terms.FunderZone), null);
        }

        await ExpectMoneyAsync(unit, owed, on, cancellation);
        unit.Tell($"Award.Event.{request.State}", owed.Title, $"{owed.Number}", $"{on:yyyy-MM-dd}");
        return new AwardKept(owed.Id);
    }

    private static FieldProblem? Problem(AwardUnit unit, Obligation owed, RecordReport request, DateOnly on)
    {
        if (unit.IsOver)
        {
            return new("", "Award.Problem.Over");
        }

        return !ReportStates.Fits(owed.State, request.State) ? new(nameof(request.State), "Obligation.Problem.State", $"ObligationState.{owed.State}", $"ObligationState.{request.State}")
            : !ReportStates.May(unit.Viewer, request.State) ? new(nameof(request.State), "Obligation.Problem.Role")
            : on > unit.Today || on < unit.Award.AwardedOn ? new(nameof(request.On), "Award.Problem.Day")
            : request.State == ObligationState.Returned && !(request.DueAgainOn >= unit.Today) ? new(nameof(request.DueAgainOn), "Obligation.Problem.DueAgain")
            : null;
    }

    // Money follows a report that is in, and not one that came back.
    private async Task ExpectMoneyAsync(AwardUnit unit, Obligation owed, DateOnly on, CancellationToken cancellation)
    {
        if (owed.State is not (ObligationState.Submitted or ObligationState.Returned))
        {
            return;
        }

        foreach (var part in await unit.Db.Instalments.Where(one => one.ObligationId == owed.Id && one.PaidOn == null).ToListAsync(cancellation))
        {
            (part.ExpectedOn, part.Told) = (owed.State == ObligationState.Submitted ? on.AddDays(options.Value.PaymentDays) : null, null);
        }
    }
}
