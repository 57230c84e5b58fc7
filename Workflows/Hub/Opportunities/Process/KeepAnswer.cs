using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary><c>StrongCities.KeepAnswer</c>: keeps a city's answer with its match, and teaches its profile what is not for it.</summary>
public sealed class KeepAnswer : Activity
{
    /// <summary>The field of a decision in which a city says why something is not for it.</summary>
    public const string RefusalField = "Refusal";

    private static readonly Dictionary<string, string> Texts = new()
    {
        [nameof(CityAnswer.Interested)] = "It wants to apply",
        [nameof(CityAnswer.PartnerOnly)] = "It wants to join somebody",
        [nameof(CityAnswer.NotForUs)] = "It is not for the city",
        [nameof(CityAnswer.NeedHelp)] = "It wants help first",
    };

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.KeepAnswer")
    {
        Category = ProcessActivities.Category,
        DisplayName = "Keep the city's answer",
        Description = "Keeps the answer with the match of city and opportunity. A reason why it is not for the city is learned: its like is not offered again, until the city takes it back.",
        Inputs =
        [
            new("Answer", "String") { Description = "What the city answered.", UIHint = "dropdown", Options = Enum.GetNames<CityAnswer>(), OptionTexts = Texts, IsRequired = true },
            new("Answers", "Object") { DisplayName = "Fields", Description = $"What was filled in with the answer; its '{RefusalField}' is learned. May stay empty.", UIHint = "json-editor" },
            new("Words", "String") { Description = "The city's own words. May stay empty.", UIHint = "multiline" },
            new("DecidedBy", "String") { DisplayName = "Who answered", Description = "The person's id: the output of the task." },
        ],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (!Enum.TryParse<CityAnswer>(context.Input<string>("Answer"), out var answer))
        {
            context.Fault($"The input 'Answer' must be one of: {string.Join(", ", Enum.GetNames<CityAnswer>())}.");
            return;
        }

        context.Emit(new AnswerKept(answer)
        {
            Refusal = Enum.TryParse<RefusalKind>(context.Input<JsonObject>("Answers")?[RefusalField]?.ToString(), out var kind) ? kind : null,
            Words = context.Input<string>("Words"),
            PersonId = Guid.TryParse(context.Input<string>("DecidedBy"), out var person) ? person : null,
        });
        context.Complete();
    }
}

/// <summary>A city has answered.</summary>
/// <param name="Answer">What.</param>
internal sealed record AnswerKept(CityAnswer Answer) : HostEffect
{
    public RefusalKind? Refusal { get; init; }

    public string? Words { get; init; }

    public Guid? PersonId { get; init; }
}

internal sealed class AnswerKeptHandler : EffectHandler<AnswerKept>
{
    protected override async Task ApplyAsync(RuntimeDb db, AnswerKept effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.OpportunityCaseOfAsync(context, cancellation);
        // A no of the rules that came since has no row, and then there is nothing that an answer could be kept with.
        if (await hub.Matches.SingleOrDefaultAsync(match => match.OpportunityId == about.OpportunityId && match.CityId == about.CityId, cancellation) is { } match)
        {
            match.SetAnswer(effect.Answer, context.Now);
        }

        if (effect is { Answer: CityAnswer.NotForUs, Refusal: { } kind, PersonId: { } person })
        {
            new RefusalToLearn(about.Id, person, kind, effect.Words).Put(db, $"refusal:{effect.ActivityInstanceId}", context.Now);
        }
    }
}
