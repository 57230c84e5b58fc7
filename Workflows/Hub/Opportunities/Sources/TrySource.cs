using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Reads the beginning of a source, or of a file for it, and shows what would come. Nothing is stored.</summary>
/// <param name="Viewer">A hub lead or an operator.</param>
/// <param name="Id">A saved source, whose key is used.</param>
/// <param name="File">An uploaded file in place of the address.</param>
public sealed record TrySource(Viewer Viewer, Guid Id, Func<Stream>? File = null) : IAsViewer<SourceTried?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.SourceStaff;

    /// <inheritdoc/>
    public static SourceTried? NotFound => null;
}

/// <summary>What came.</summary>
/// <param name="Records">The first few.</param>
/// <param name="Problem">What broke it off.</param>
/// <param name="ProblemText">More of that.</param>
public sealed record SourceTried(IReadOnlyList<ReadRecord> Records, SourceProblem Problem, string? ProblemText);

internal sealed class TrySourceHandler(HubDbFactory databases, ReadSource read, SourceFiles files, SourceSecrets secrets) : IRequestHandler<TrySource, SourceTried?>
{
    private const int MaxShown = 10;

    public async Task<SourceTried?> Handle(TrySource request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (await db.OpportunitySources.AsNoTracking().SingleOrDefaultAsync(s => s.Id == request.Id, cancellationToken) is not { } source)
        {
            return null;
        }

        var records = new List<ReadRecord>();
        try
        {
            await using var stream = request.File?.Invoke();
            await using var file = stream is null ? null : await files.KeepAsync(stream, cancellationToken);
            var reading = new SourceReading(source.Kind, source.Address, source.Settings with { PageSize = MaxShown }) { File = file, Secret = secrets.Open(source.ProtectedSecret) };
            await foreach (var record in read.RunAsync(reading, cancellationToken))
            {
                records.Add(record);
                if (records.Count == MaxShown)
                {
                    break;
                }
            }

            return new SourceTried(records, SourceProblem.None, null);
        }
        catch (SourceException failure)
        {
            return new SourceTried(records, failure.Problem, failure.Message);
        }
    }
}

/// <summary>Takes a file as a run of a source.</summary>
/// <param name="Viewer">A hub lead or an operator.</param>
/// <param name="Id">Which source says how it is read.</param>
/// <param name="FileName">The file's name.</param>
/// <param name="File">Its content, read once.</param>
public sealed record UploadToSource(Viewer Viewer, Guid Id, string FileName, Func<Stream> File) : IAsViewer<UploadResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.SourceStaff;

    /// <inheritdoc/>
    public static UploadResult NotFound => new UploadNotFound();
}

/// <summary>How an upload ended.</summary>
public abstract record UploadResult;

/// <summary>It was read; the run tells how.</summary>
/// <param name="RunId">The run.</param>
public sealed record Uploaded(Guid RunId) : UploadResult;

/// <summary>Nothing was read.</summary>
/// <param name="Problem">Why.</param>
public sealed record UploadRefused(FieldProblem Problem) : UploadResult;

/// <summary>There is no such source for this viewer.</summary>
public sealed record UploadNotFound : UploadResult;

internal sealed class UploadToSourceHandler(HubDbFactory databases, RunSource run, SourceFiles files, IOptions<SourceOptions> options)
    : IRequestHandler<UploadToSource, UploadResult>
{
    private const int MaxName = 200;
    private const double Megabyte = 1_000_000;

    public async Task<UploadResult> Handle(UploadToSource request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        if (!await db.OpportunitySources.AnyAsync(s => s.Id == request.Id && s.Kind != SourceKind.Mail, cancellationToken))
        {
            return new UploadNotFound();
        }

        var name = SourceText.Cut(Mail.CleanText.Line(Path.GetFileName(request.FileName)), MaxName);
        FileStream file;
        try
        {
            await using var stream = request.File();
#pragma warning disable CA2000 // Disposed below.
            file = await files.KeepAsync(stream, cancellationToken);
#pragma warning restore CA2000
        }
        catch (SourceException)
        {
            return new UploadRefused(new FieldProblem("Files", "Problem.FileTooLarge", [name, options.Value.MaxUploadBytes / Megabyte]));
        }

        await using (file)
        {
            return await run.RunAsync(request.Id, new RunInput { File = file, FileName = name, ById = request.Viewer.PersonId }, cancellationToken) is { } id
                ? new Uploaded(id)
                : new UploadRefused(new FieldProblem("Files", "Problem.SourceRuns"));
        }
    }
}
