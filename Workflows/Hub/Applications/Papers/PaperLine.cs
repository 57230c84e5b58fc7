using StrongCities.Hub.Cases;

namespace StrongCities.Hub.Applications.Papers;

/// <summary>A paper with its versions.</summary>
/// <param name="Paper">The line of the checklist.</param>
/// <param name="PartnerName">The partner that it comes from; <see langword="null"/> for the city's own.</param>
/// <param name="Copies">Newest first; none while it is missing.</param>
public sealed record PaperLine(Paper Paper, string? PartnerName, IReadOnlyList<PaperCopy> Copies)
{
    /// <summary>The version that counts.</summary>
    public PaperCopy? Newest => Copies.Count == 0 ? null : Copies[0];

    /// <summary>Whether the application cannot go in as things are.</summary>
    public bool IsMissing => Paper.IsRequired && Newest is null;
}

/// <summary>One version, with its file.</summary>
/// <param name="Version">The version.</param>
/// <param name="File">Its file.</param>
/// <param name="AddedBy">Who sent it.</param>
public sealed record PaperCopy(PaperVersion Version, Attachment File, string AddedBy);
