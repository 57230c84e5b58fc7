using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Assistance;

/// <summary>A coordinator sends a request. Stored and its process started in one transaction.</summary>
/// <param name="Viewer">A coordinator or signatory of a city.</param>
/// <param name="FormId">Made when the empty form was shown; a second submit of it answers <see cref="AlreadySubmitted"/>.</param>
/// <param name="Form">What was filled in.</param>
/// <param name="Files">Attachments, bounded by <c>AttachmentOptions</c>.</param>
public sealed record SubmitRequest(Viewer Viewer, string FormId, RequestForm Form, IReadOnlyList<Upload> Files)
    : IAsViewer<SubmitResult>, IValidated<SubmitResult>
{
    private const int MaxFormId = 100;

    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice;

    /// <inheritdoc/>
    public static SubmitResult NotFound => new SubmitNotFound();

    /// <inheritdoc/>
    public static SubmitResult Invalid(IReadOnlyList<FieldProblem> problems) => new SubmitInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) =>
        FormId.Length is 0 or > MaxFormId
            ? [new FieldProblem(nameof(FormId), "Problem.Form"), .. Form.Problems(now)]
            : Form.Problems(now);
}

/// <summary>How a submission ended.</summary>
public abstract record SubmitResult;

/// <summary>It is in.</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="Number">What to call it.</param>
public sealed record Submitted(Guid RequestId, string Number) : SubmitResult;

/// <summary>The same form came before; nothing was changed.</summary>
/// <param name="RequestId">The earlier request.</param>
/// <param name="Number">What to call it.</param>
public sealed record AlreadySubmitted(Guid RequestId, string Number) : SubmitResult;

/// <summary>The form can't be taken as it is; nothing was stored.</summary>
/// <param name="Problems">Field by field.</param>
public sealed record SubmitInvalid(IReadOnlyList<FieldProblem> Problems) : SubmitResult;

/// <summary>The viewer may not submit.</summary>
public sealed record SubmitNotFound : SubmitResult;

internal sealed class SubmitRequestHandler(HubDbFactory databases, AttachmentStore files, OpenCase open)
    : IRequestHandler<SubmitRequest, SubmitResult>
{
    /// <summary>The definition that carries support requests.</summary>
    public const string Process = "technical-support-request";

    public async Task<SubmitResult> Handle(SubmitRequest request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var city = await db.Cities.AsNoTracking().SingleOrDefaultAsync(c => c.Id == request.Viewer.CityId, cancellationToken);
        var asker = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.Viewer.PersonId && p.IsActive, cancellationToken);
        if (city is null || asker is null)
        {
            return new SubmitNotFound();
        }

        if (await EarlierAsync(city.Id, request.FormId, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var kept = await files.KeepAsync(request.Files, [], cancellationToken);
        if (kept.Problems.Count > 0)
        {
            return new SubmitInvalid(kept.Problems);
        }

        var hub = await db.Hubs.AsNoTracking().SingleAsync(cancellationToken);
        var form = request.Form.Trimmed();
        var opening = new CaseOpening(Process, SupportRequest.Series, hub, city, StoreAsync) { Lane = form.Lane!.Value };
        return await open.RunAsync(opening, cancellationToken) is { } opened ? new Submitted(opened.Id, opened.Number)
            : await EarlierAsync(city.Id, request.FormId, cancellationToken) is { } same ? same
            : new SubmitNotFound();

        async Task<Case?> StoreAsync(HubDb unit, CaseStart begin, CancellationToken cancellation)
        {
            if (await unit.Requests.AnyAsync(r => r.CityId == city.Id && r.FormId == request.FormId, cancellation))
            {
                return null;
            }

            var stored = new SupportRequest
            {
                Id = begin.Id,
                HubId = hub.Id,
                CityId = city.Id,
                Number = begin.Number,
                FormId = request.FormId,
                Form = form,
                Status = CaseStatus.Received,
                StatusSince = begin.At,
                OpenedById = asker.Id,
                OpenedAt = begin.At,
                InstanceId = begin.InstanceId,
            };
            unit.AddRange(kept.Files.Select(file => file.RowOf(stored, asker.Id, begin.At)));
            unit.Add(stored.Line(begin.At, "Event.Submitted", asker.Id, true, asker.Name));
            return stored;
        }
    }

    private async Task<AlreadySubmitted?> EarlierAsync(Guid cityId, string formId, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        return await db.Requests.Where(r => r.CityId == cityId && r.FormId == formId)
            .Select(r => new AlreadySubmitted(r.Id, r.Number)).SingleOrDefaultAsync(cancellation);
    }
}
