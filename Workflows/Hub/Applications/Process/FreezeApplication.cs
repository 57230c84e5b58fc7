using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Applications.Process;

/// <summary><c>StrongCities.FreezeApplication</c>: nothing about an application changes any more, unless something is missing.</summary>
public sealed class FreezeApplication : Activity
{
    internal const string QuestionName = "StrongCities.FreezeApplication";

    private const string Frozen = "Frozen";
    private const string Missing = "Missing";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new(QuestionName)
    {
        Category = ApplicationActivities.Category,
        DisplayName = "Freeze the application",
        Description = "Looks whether mandates, papers and the council's decision are there. Where all are, nothing may change any more; otherwise it says what is missing.",
        Outputs =
        [
            new("Gap", "String", "What is missing first: UnsignedPartner, NoPaper or NoCouncil; empty when nothing is."),
            new("Names", "String", "The partners or papers that are meant, one on each line."),
        ],
        Outcomes = [Frozen, Missing],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) => context.Ask(new Question(QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var gap = value.Deserialize<FreezeGap>(FactsJson.Options)!;
        context.SetOutput("Gap", gap.Gap);
        context.SetOutput("Names", gap.Names);
        context.Emit(new FreezeTried(gap.Gap, gap.Names));
        context.Complete(gap.Gap.Length == 0 ? Frozen : Missing);
    }
}

/// <summary>What keeps an application from being frozen.</summary>
/// <param name="Gap">The kind; empty when nothing does.</param>
/// <param name="Names">Whom or what it is about.</param>
internal sealed record FreezeGap(string Gap, string Names);

/// <summary>Two people say that all is there.</summary>
/// <param name="Gap">What is missing; empty when nothing is.</param>
/// <param name="Names">Whom or what it is about.</param>
internal sealed record FreezeTried(string Gap, string Names) : HostEffect;

internal sealed class FreezeApplicationAnswerer(HubDbFactory databases, IOptions<ApplicationOptions> options) : IQuestionAnswerer
{
    public string Name => FreezeApplication.QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var about = await db.Cases.OfType<Application>().AsNoTracking().SingleAsync(c => c.InstanceId == instanceId, cancellation);
        return JsonSerializer.SerializeToNode(await GapOfAsync(db, about, cancellation), FactsJson.Options);
    }

    // One on each line: a name may be a key of the words, which each reader gets in their language.
    private static string Lines(IEnumerable<string> names) => string.Join('\n', names);

    private async Task<FreezeGap> GapOfAsync(HubDb db, Application about, CancellationToken cancellation)
    {
        var unsigned = await db.Partners
            .Where(p => p.CaseId == about.Id && p.IsRequired && p.Mandate != MandateState.Signed && p.Mandate != MandateState.Dropped)
            .OrderBy(p => p.Name).Select(p => p.Name).ToListAsync(cancellation);
        if (unsigned.Count > 0)
        {
            return new FreezeGap("UnsignedPartner", Lines(unsigned));
        }

        var papers = await db.Papers
            .Where(paper => paper.CaseId == about.Id && paper.IsRequired && !db.PaperVersions.Any(version => version.PaperId == paper.Id))
            .OrderBy(paper => paper.Position).Select(paper => paper.Name).ToListAsync(cancellation);
        return papers.Count > 0 ? new FreezeGap("NoPaper", Lines(papers))
            : ApplicationTerms.NeedsCouncil(about, options.Value) && string.IsNullOrEmpty(about.CouncilDecision) ? new FreezeGap("NoCouncil", "")
            : new FreezeGap("", "");
    }
}

internal sealed class FreezeTriedHandler : EffectHandler<FreezeTried>
{
    protected override async Task ApplyAsync(RuntimeDb db, FreezeTried effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.ApplicationOfAsync(context, cancellation);
        if (effect.Gap.Length > 0)
        {
            hub.Add(about.Line(context.Now, $"Event.Freeze{effect.Gap}", null, true, effect.Names));
            return;
        }

        about.FrozenAt = context.Now;
        hub.Add(about.Line(context.Now, "Event.Frozen", null, true));
        await hub.DoneAsync(about, context.Now, cancellation, MilestoneKind.Freeze);
    }
}
