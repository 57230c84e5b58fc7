using MediatR;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Practices;

/// <summary>An advisor adds a picture to a draft: PNG or JPEG, drawn anew so that nothing of where and when it was taken is kept.</summary>
/// <param name="Viewer">Staff who see the case.</param>
/// <param name="PracticeId">The good practice.</param>
/// <param name="File">The picture as sent.</param>
/// <param name="Alt">What it shows, for who does not see it.</param>
/// <param name="Maker">Who made it.</param>
/// <param name="ShowsPeople">Whether somebody can be recognised in it.</param>
public sealed record AddPicture(Viewer Viewer, Guid PracticeId, Upload? File, string Alt, string Maker, bool ShowsPeople) : IAsViewer<PracticeResult>, IValidated<PracticeResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static PracticeResult NotFound => new PracticeNotFound();

    /// <inheritdoc/>
    public static PracticeResult Invalid(IReadOnlyList<FieldProblem> problems) => new PracticeInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) =>
        [.. File is null ? [new FieldProblem("Files", "Problem.Required")] : Array.Empty<FieldProblem>(), .. PracticeRules.Problems(Alt.Trim(), Maker.Trim())];
}

internal sealed class AddPictureHandler(ChangePractice change, ReencodePicture reencode, AttachmentStore store) : IRequestHandler<AddPicture, PracticeResult>
{
    public async Task<PracticeResult> Handle(AddPicture request, CancellationToken cancellationToken)
    {
        // First whether it may be at all: a stranger's file is not even read.
        var allowed = await change.RunAsync(request.Viewer, request.PracticeId, (unit, _) => Task.FromResult(Refusal(unit) ?? new PracticeKept(unit.Practice.Id)), cancellationToken);
        if (allowed is not PracticeKept)
        {
            return allowed;
        }

        var picture = await reencode.RunAsync(request.File!, cancellationToken);
        if (picture.Problems.Count > 0)
        {
            return new PracticeInvalid(picture.Problems);
        }

        var most = new FileLimits(long.MaxValue, 1, long.MaxValue);
        var kept = await store.KeepAsync([new Upload("picture.jpg", picture.Bytes.Length, () => new MemoryStream(picture.Bytes))], [], most, cancellationToken);
        return kept.Problems.Count > 0
            ? new PracticeInvalid(kept.Problems)
            : await change.RunAsync(request.Viewer, request.PracticeId, (unit, _) => Task.FromResult(Apply(unit, request, picture, kept.Files[0])), cancellationToken);
    }

    private static PracticeResult Apply(PracticeUnit unit, AddPicture request, PictureRead read, KeptFile file)
    {
        if (Refusal(unit) is { } refusal)
        {
            return refusal;
        }

        var practice = unit.Practice;
        var number = ++practice.LastPicture;
        var row = (file with { FileName = $"{practice.Number}-{number}.jpg" }).RowOf(practice, unit.Viewer.PersonId, unit.Now);
        unit.Db.Add(row);
        practice.Pictures =
        [
            .. practice.Pictures,
            new PracticePicture(number, row.Id, row.Sha256, read.Width, read.Height, request.Alt.Trim(), request.Maker.Trim(), request.ShowsPeople),
        ];
        return new PracticeKept(practice.Id);
    }

    private static PracticeResult? Refusal(PracticeUnit unit) =>
        unit.IsLocked ? PracticeUnit.Refuse("", "Practice.Problem.Locked")
        : unit.Practice.Pictures.Count >= unit.Options.MaxPictures ? PracticeUnit.Refuse("Files", "Practice.Problem.TooManyPictures", unit.Options.MaxPictures)
        : null;
}
