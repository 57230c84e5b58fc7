namespace StrongCities.Designer;

/// <summary>What the frame says above a workflow's editor. Drafts are the host's, so the host answers.</summary>
public interface IDraftBoard
{
    /// <summary>Somebody opens the editor.</summary>
    /// <param name="definitionId">The workflow.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What to say.</returns>
    Task<DraftNotice> OpenAsync(string definitionId, CancellationToken cancellation);
}

/// <summary>What to say above an editor.</summary>
/// <param name="Session">Names this window in every call of its page; empty for who may only look.</param>
/// <param name="Text">In the reader's language; <see langword="null"/> for nothing.</param>
/// <param name="OffersTakeOver">Whether somebody else edits, from whom the draft can be taken over.</param>
public sealed record DraftNotice(string Session, string? Text, bool OffersTakeOver);
