using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary><c>StrongCities.KeepWords</c>: keeps with an application what somebody said in a task.</summary>
public sealed class KeepWords : Activity
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        [nameof(KeptWords.CouncilDecision)] = "The number of the council's decision",
        [nameof(KeptWords.Lessons)] = "What was learnt",
        [nameof(KeptWords.Answer)] = "The answer to the funder's question",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.KeepWords")
    {
        Category = ApplicationActivities.Category,
        DisplayName = "Keep what was said",
        Description = "Keeps with the application what somebody filled in: the council's decision, lessons, an answer to the funder.",
        Inputs =
        [
            new("What", "String") { Description = "What it is.", UIHint = "dropdown", Options = Enum.GetNames<KeptWords>(), OptionTexts = Texts, IsRequired = true },
            new("Words", "String") { Description = "What was said.", UIHint = "multiline", IsRequired = true },
        ],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (!Enum.TryParse<KeptWords>(context.Input<string>("What"), out var what) || context.Input<string>("Words") is not { Length: > 0 } words)
        {
            context.Fault($"The input 'What' must be one of: {string.Join(", ", Enum.GetNames<KeptWords>())}; and 'Words' must say something.");
            return;
        }

        context.Emit(new WordsKept(what, words));
        context.Complete();
    }
}

/// <summary>What a task's words are.</summary>
internal enum KeptWords
{
    /// <summary>The number of the council's decision.</summary>
    CouncilDecision,

    /// <summary>What was learnt.</summary>
    Lessons,

    /// <summary>The answer to the funder's oldest open question.</summary>
    Answer,
}

/// <summary>Somebody said something that stays.</summary>
/// <param name="What">What it is.</param>
/// <param name="Words">Their words.</param>
internal sealed record WordsKept(KeptWords What, string Words) : HostEffect;

internal sealed class WordsKeptHandler : EffectHandler<WordsKept>
{
    protected override async Task ApplyAsync(RuntimeDb db, WordsKept effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.ApplicationOfAsync(context, cancellation);
        switch (effect.What)
        {
            case KeptWords.CouncilDecision:
                about.CouncilDecision = effect.Words;
                await hub.DoneAsync(about, context.Now, cancellation, MilestoneKind.Council);
                break;
            case KeptWords.Lessons:
                about.Lessons = effect.Words;
                break;
            default:
                var question = await hub.Clarifications
                    .Where(asked => asked.CaseId == about.Id && asked.ByFunder && asked.AnsweredAt == null).OrderBy(asked => asked.Id).FirstOrDefaultAsync(cancellation);
                if (question is not null)
                {
                    (question.Answer, question.AnsweredAt) = (effect.Words, context.Now);
                }

                break;
        }
    }
}
