using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;

namespace StrongCities.Hub.Experts.Process;

/// <summary><c>StrongCities.NextCandidate</c>: takes the next candidate of the advisor's list.</summary>
public sealed class NextCandidate : Activity
{
    internal const string QuestionName = "StrongCities.NextCandidate";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new(QuestionName)
    {
        Category = "Case",
        DisplayName = "Next candidate",
        Description = "Takes whoever is next on the advisor's list and has not been asked, and makes it their turn.",
        Outputs = [new("Candidate", "Object", "Who it is: Id, Name, Kind (Expert, PeerCity or Staff), and CanVeto: whether the city still has its one veto.")],
        Outcomes = ["Found", "Nobody"],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) =>
        context.Ask(new Question(QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        if (value is not JsonObject candidate)
        {
            context.Complete("Nobody");
            return;
        }

        context.SetOutput("Candidate", candidate.DeepClone());
        context.Emit(new CandidateMoved(Guid.Parse(candidate["Id"]!.GetValue<string>()), CandidateState.Asked, null));
        context.Complete("Found");
    }
}

internal sealed class NextCandidateAnswerer(HubDbFactory databases) : IQuestionAnswerer
{
    private const string NameMember = "Name";

    public string Name => NextCandidate.QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var about = await db.Cases.AsNoTracking().SingleAsync(c => c.InstanceId == instanceId, cancellation);
        var all = await db.Candidates.AsNoTracking().Where(c => c.CaseId == about.Id).OrderBy(c => c.Place).ToListAsync(cancellation);
        var active = (await HelperPool.ReadAsync(db, about.HubId, cancellation)).Where(helper => helper.Expert.IsActive).ToDictionary(helper => helper.Expert.Id);
        var next = all.FirstOrDefault(candidate => candidate.State == CandidateState.Proposed && active.ContainsKey(candidate.ExpertId));
        return next is null ? null : new JsonObject
        {
            ["Id"] = next.Id.ToString(),
            [NameMember] = active[next.ExpertId].Name,
            ["Kind"] = active[next.ExpertId].Expert.Kind.ToString(),
            ["CanVeto"] = all.TrueForAll(candidate => candidate.State != CandidateState.Vetoed),
        };
    }
}
