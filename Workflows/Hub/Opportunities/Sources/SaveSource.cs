using System.Globalization;
using System.Security.Cryptography;
using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Sets up a source, or changes one.</summary>
/// <param name="Viewer">A hub lead or an operator.</param>
/// <param name="Id">Which; <see langword="null"/> for a new one.</param>
/// <param name="Version">The version that the form was filled from; 0 for a new one.</param>
/// <param name="Form">What was entered.</param>
public sealed record SaveSource(Viewer Viewer, Guid? Id, int Version, SourceForm Form) : IAsViewer<SaveSourceResult>, IValidated<SaveSourceResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.SourceStaff;

    /// <inheritdoc/>
    public static SaveSourceResult NotFound => new SourceNotFound();

    /// <inheritdoc/>
    public static SaveSourceResult Invalid(IReadOnlyList<FieldProblem> problems) => new SourceInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) => Form.Problems();
}

/// <summary>How saving a source ended.</summary>
public abstract record SaveSourceResult;

/// <summary>It is saved.</summary>
/// <param name="Id">Its id.</param>
public sealed record SourceSaved(Guid Id) : SaveSourceResult;

/// <summary>Nothing changed.</summary>
/// <param name="Problems">Field by field.</param>
public sealed record SourceInvalid(IReadOnlyList<FieldProblem> Problems) : SaveSourceResult;

/// <summary>There is none for this viewer.</summary>
public sealed record SourceNotFound : SaveSourceResult;

internal sealed class SaveSourceHandler(CommitQueue commits, SourceSecrets secrets, TimeProvider clock) : IRequestHandler<SaveSource, SaveSourceResult>
{
    private const int KeyBytes = 3;

    public Task<SaveSourceResult> Handle(SaveSource request, CancellationToken cancellationToken) => commits.CommitAsync<SaveSourceResult>(
        async (runtime, token) =>
        {
            var (db, now, form) = (runtime.Hub(), clock.GetUtcNow(), request.Form);
            var source = request.Id is null ? null
                : await db.OpportunitySources.SingleOrDefaultAsync(s => s.Id == request.Id && s.HubId == request.Viewer.HubId, token);
            if (request.Id is not null && source is null)
            {
                return UnitResult.Refuse<SaveSourceResult>(new SourceNotFound());
            }

            if (source is not null && source.Version != request.Version)
            {
                return UnitResult.Refuse<SaveSourceResult>(new SourceInvalid([new FieldProblem(nameof(SourceForm.Name), "Problem.SourceChanged")]));
            }

            source ??= db.Add(new OpportunitySource
            {
                Id = Guid.CreateVersion7(now),
                HubId = request.Viewer.HubId,
                Key = KeyOf(form.Name),
                Name = form.Name,
                Kind = form.Kind,
                Settings = form.Settings,
                CreatedAt = now,
            }).Entity;
            var isElsewhere = source.Address != Empty(form.Address) || !Equals(source.Settings, form.Settings);
            (source.Name, source.Address, source.Settings, source.Schedule) = (form.Name.Trim(), Empty(form.Address), form.Settings, form.Schedule);
            (source.IsEnabled, source.Version) = (form.IsEnabled, source.Version + 1);
            source.ProtectedSecret = form.Secret.Length > 0 ? secrets.Protect(form.Secret) : source.ProtectedSecret;
            source.NextRunAt = form.IsEnabled ? SourceSchedule.Next(form.Schedule, await RunSource.ZoneAsync(db, source, token), now) : null;
            if (isElsewhere)
            {
                // What is there was never read, whatever the marks say.
                (source.ETag, source.LastModified, source.FailuresInRow) = (null, null, 0);
            }

            return UnitResult.Keep<SaveSourceResult>(new SourceSaved(source.Id));
        },
        cancellationToken);

    private static string? Empty(string text) => text.Length == 0 ? null : text;

    // People may call two sources the same.
    private static string KeyOf(string name)
    {
        var plain = string.Concat(name.Normalize(System.Text.NormalizationForm.FormD).ToLowerInvariant()
            .Select(c => char.IsAsciiLetterOrDigit(c) ? c : char.IsWhiteSpace(c) || c is '-' or '.' ? '-' : '\0').Where(c => c != '\0'));
        return string.Create(CultureInfo.InvariantCulture, $"{(plain.Length > 40 ? plain[..40] : plain).Trim('-')}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes))}");
    }
}
