using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Practices;

/// <summary>What everybody may read of a hub's good practices: what cities released and the hub published, and nothing else.</summary>
/// <param name="databases">Reads.</param>
/// <param name="files">The pictures' bytes.</param>
/// <param name="options">Limits.</param>
public sealed class PublishedPractices(HubDbFactory databases, AttachmentStore files, IOptions<PracticeOptions> options)
{
    /// <summary>A page of a hub's good practices.</summary>
    /// <param name="hubKey">The hub's key.</param>
    /// <param name="theme">Only of this theme; <see langword="null"/> for all.</param>
    /// <param name="language">Only in this language; <see langword="null"/> for all.</param>
    /// <param name="page">From 1; what is beyond the last is the last.</param>
    /// <param name="cancellation">The caller went away.</param>
    /// <returns>The page; <see langword="null"/> where there is no such hub.</returns>
    public async Task<PublishedPage?> ListAsync(string hubKey, string? theme, string? language, int page, CancellationToken cancellation)
    {
        // All of a hub's are read: each came through weeks of work, so there are never very many.
        if (await AllAsync(hubKey, cancellation) is not var (hub, all))
        {
            return null;
        }

        var found = all.Where(one => (theme is null || one.Themes.Contains(theme)) && (language is null || one.Languages.Contains(language))).ToList();
        var size = options.Value.PageSize;
        var number = Math.Clamp(page, 1, Math.Max(1, (found.Count + size - 1) / size));
        return new PublishedPage(
            hub, [.. found.Skip((number - 1) * size).Take(size)], number, size, found.Count,
            [.. all.SelectMany(one => one.Themes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. Languages.All.Where(tag => all.Any(one => one.Languages.Contains(tag)))]);
    }

    /// <summary>The newest of a hub, for its feed.</summary>
    /// <param name="hubKey">The hub's key.</param>
    /// <param name="cancellation">The caller went away.</param>
    /// <returns>The hub and the entries; <see langword="null"/> where there is no such hub.</returns>
    public async Task<(RegionalHub Hub, IReadOnlyList<PublicPractice> Newest)?> NewestAsync(string hubKey, CancellationToken cancellation) =>
        await AllAsync(hubKey, cancellation) is var (hub, all) ? (hub, [.. all.Take(options.Value.FeedSize)]) : null;

    /// <summary>One good practice.</summary>
    /// <param name="hubKey">The hub's key.</param>
    /// <param name="slug">Its name in addresses.</param>
    /// <param name="cancellation">The caller went away.</param>
    /// <returns>It, or that it was there once; <see langword="null"/> where there never was one.</returns>
    public async Task<PublishedPractice?> FindAsync(string hubKey, string slug, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        return await FindAsync(db, hubKey, slug, cancellation) is not { } row ? null
            : row.Practice.Phase == PracticePhase.Public && row.Practice.IsReleased ? new PublishedPractice(PublicPractice.Of(row.Practice, row.City, row.Hub, row.Practice.Release))
            : new PublishedPractice(null);
    }

    /// <summary>The bytes of a picture that was released.</summary>
    /// <param name="hubKey">The hub's key.</param>
    /// <param name="slug">The good practice.</param>
    /// <param name="number">The picture.</param>
    /// <param name="cancellation">The caller went away.</param>
    /// <returns>It; nothing inside where it was there once; <see langword="null"/> where there is none.</returns>
    public async Task<PublishedPicture?> OpenPictureAsync(string hubKey, string slug, int number, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        if (await FindAsync(db, hubKey, slug, cancellation) is not { } row || row.Practice.Pictures.FirstOrDefault(one => one.Number == number) is not { } picture)
        {
            return null;
        }

        if (row.Practice.Phase != PracticePhase.Public || !row.Practice.IsReleased)
        {
            return new PublishedPicture(null);
        }

        return row.Practice.Release is { Pictures: true } && await db.Attachments.AsNoTracking().SingleOrDefaultAsync(file => file.Id == picture.AttachmentId, cancellation) is { } file && files.Open(file) is { } opened
            ? new PublishedPicture(opened)
            : null;
    }

    private async Task<(RegionalHub Hub, IReadOnlyList<PublicPractice> All)?> AllAsync(string hubKey, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        return await db.Hubs.AsNoTracking().SingleOrDefaultAsync(one => one.Key == hubKey, cancellation) is { } hub
            ? (hub, await SharedPractices.ReadAsync(db, hub, PracticePhase.Public, _ => true, cancellation))
            : null;
    }

    private static async Task<Row?> FindAsync(HubDb db, string hubKey, string slug, CancellationToken cancellation) => await (
        from practice in db.Cases.OfType<GoodPractice>()
        join city in db.Cities on practice.CityId equals city.Id
        join hub in db.Hubs on practice.HubId equals hub.Id
        where hub.Key == hubKey && practice.Slug == slug
        select new Row(practice, city, hub)).AsNoTracking().SingleOrDefaultAsync(cancellation);

    private sealed record Row(GoodPractice Practice, City City, RegionalHub Hub);
}

/// <summary>A page of a public list.</summary>
/// <param name="Hub">Whose.</param>
/// <param name="Items">The newest first.</param>
/// <param name="Number">Which page, from 1.</param>
/// <param name="Size">Entries on a page.</param>
/// <param name="Total">Entries in all.</param>
/// <param name="Themes">Themes that there are.</param>
/// <param name="Languages">Languages that there are.</param>
public sealed record PublishedPage(RegionalHub Hub, IReadOnlyList<PublicPractice> Items, int Number, int Size, int Total, IReadOnlyList<string> Themes, IReadOnlyList<string> Languages);

/// <summary>A good practice that was published.</summary>
/// <param name="Practice">It; <see langword="null"/> when its city took the release back.</param>
public sealed record PublishedPractice(PublicPractice? Practice);

/// <summary>A picture that was published.</summary>
/// <param name="Opened">Its bytes, to dispose; <see langword="null"/> when its city took the release back.</param>
public sealed record PublishedPicture(OpenedAttachment? Opened);
