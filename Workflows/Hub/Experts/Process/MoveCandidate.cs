using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Experts.Process;

/// <summary><c>StrongCities.MoveCandidate</c>: keeps how far a candidate has come.</summary>
public sealed class MoveCandidate : Activity
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        [nameof(CandidateState.Accepted)] = "Wants to help",
        [nameof(CandidateState.Helping)] = "Helps, with the city's consent",
        [nameof(CandidateState.Done)] = "Has helped",
        [nameof(CandidateState.Declined)] = "Said no",
        [nameof(CandidateState.Silent)] = "Said nothing in time",
        [nameof(CandidateState.Vetoed)] = "The city does not want them",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.MoveCandidate")
    {
        Category = "Case",
        DisplayName = "Keep how a candidate stands",
        Description = "Keeps how far a candidate has come. Without a candidate it is whoever helps.",
        Inputs =
        [
            new("State", "String") { DisplayName = "How they stand", Description = "How far they have come.", UIHint = "dropdown", Options = [.. Texts.Keys], OptionTexts = Texts, IsRequired = true },
            new("Candidate", "String") { Description = "The candidate's id, as Next candidate gives it. Empty: whoever helps." },
            new("Usefulness", "String") { Description = "What the city said of the help, 1 to 5. May stay empty." },
        ],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (!Enum.TryParse<CandidateState>(context.Input<string>("State"), out var state) || !Texts.ContainsKey(state.ToString()))
        {
            context.Fault($"The input 'State' must be one of: {string.Join(", ", Texts.Keys)}.");
            return;
        }

        var usefulness = int.TryParse(context.Input<string>("Usefulness"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said is >= 1 and <= 5 ? said : (int?)null;
        context.Emit(new CandidateMoved(Guid.TryParse(context.Input<string>("Candidate"), out var id) ? id : null, state, usefulness));
        context.Complete();
    }
}

/// <summary>A candidate has come further.</summary>
/// <param name="CandidateId">Which; <see langword="null"/> for whoever helps.</param>
/// <param name="State">How far.</param>
/// <param name="Usefulness">What the city said of the help.</param>
internal sealed record CandidateMoved(Guid? CandidateId, CandidateState State, int? Usefulness) : HostEffect;

internal sealed class CandidateMovedHandler : EffectHandler<CandidateMoved>
{
    protected override async Task ApplyAsync(RuntimeDb db, CandidateMoved effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.CaseOfAsync(context, cancellation);
        var candidates = await hub.Candidates.Where(c => c.CaseId == about.Id).ToListAsync(cancellation);
        var candidate = candidates.Find(c => effect.CandidateId is { } id ? c.Id == id : c.IsHelping);
        // Whoever stepped aside meanwhile stays aside.
        if (candidate is null or { State: CandidateState.Recused })
        {
            return;
        }

        (candidate.State, candidate.Since) = (effect.State, context.Now);
        candidate.Usefulness = effect.Usefulness ?? candidate.Usefulness;
        var name = await hub.People.Where(p => p.Id == candidate.PersonId).Select(p => p.Name).SingleAsync(cancellation);
        hub.Add(effect.State == CandidateState.Vetoed
            ? about.Line(context.Now, "Event.VetoTaken", null, citySees: true, name)
            : about.Line(context.Now, "Event.Candidate", null, citySees: effect.State is CandidateState.Helping, name, $"Candidate.{effect.State}"));
        // Whose turn it is, is looked up in the database, by a task of the same burst.
        await hub.SaveChangesAsync(cancellation);
    }
}
