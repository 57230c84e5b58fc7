using System.ComponentModel.DataAnnotations;

namespace StrongCities.Hub.Practices;

/// <summary>Limits of good practices. Section <c>Practices</c>.</summary>
public sealed class PracticeOptions
{
    /// <summary>Pictures of one good practice: 0 to 20. Default 6.</summary>
    [Range(0, 20)]
    public int MaxPictures { get; set; } = 6;

    /// <summary>A picture as it is sent, in bytes: 10 kB to 50 MB. Default 10 MB.</summary>
    [Range(10_000, 50_000_000)]
    public long MaxPictureBytes { get; set; } = 10_000_000;

    /// <summary>Width times height of a picture as it is sent: 1 to 200 million. Default 40 million. While one is read, each pixel takes four bytes of memory.</summary>
    [Range(1_000_000, 200_000_000)]
    public int MaxPixels { get; set; } = 40_000_000;

    /// <summary>The longer side of a picture as it is kept, in pixels: 400 to 4,000. Default 1,600.</summary>
    [Range(400, 4_000)]
    public int KeptSide { get; set; } = 1_600;

    /// <summary>The quality of a picture as it is kept, by JPEG's scale: 40 to 95. Default 82.</summary>
    [Range(40, 95)]
    public int KeptQuality { get; set; } = 82;

    /// <summary>Entries of a public list's page: 5 to 100. Default 20.</summary>
    [Range(5, 100)]
    public int PageSize { get; set; } = 20;

    /// <summary>Entries of a feed: 5 to 200. Default 50.</summary>
    [Range(5, 200)]
    public int FeedSize { get; set; } = 50;

    /// <summary>Under which licence texts and pictures are published: an address. Default Creative Commons Attribution 4.0.</summary>
    [Url]
    public string License { get; set; } = "https://creativecommons.org/licenses/by/4.0/";
}
