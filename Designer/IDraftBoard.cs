namespace StrongCities.Designer;

/// <summary>What the frame has to know of workflows and runs. They are the host's, so the host answers.</summary>
public interface IDraftBoard
{
    /// <summary>Somebody opens the editor.</summary>
    /// <param name="definitionId">The workflow.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What to say above it; <see langword="null"/> when there is no such workflow.</returns>
    Task<DraftNotice?> OpenAsync(string definitionId, CancellationToken cancellation);

    /// <summary>Somebody opens a run.</summary>
    /// <param name="instanceId">The run.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether there is such a run that this person may see.</returns>
    Task<bool> HasRunAsync(string instanceId, CancellationToken cancellation);
}

/// <summary>What to say above an editor.</summary>
/// <param name="Session">Names this window in every call of its page; empty for who may only look.</param>
/// <param name="Text">In the reader's language; <see langword="null"/> for nothing.</param>
/// <param name="OffersTakeOver">Whether somebody else edits, from whom the draft can be taken over.</param>
public sealed record DraftNotice(string Session, string? Text, bool OffersTakeOver);
