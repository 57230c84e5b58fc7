using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;

namespace StrongCities.Hub.Experts.Process;

/// <summary><c>StrongCities.LookAtHelp</c>: looks who helps and what was agreed.</summary>
public sealed class LookAtHelp : Activity
{
    internal const string QuestionName = "StrongCities.LookAtHelp";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new(QuestionName)
    {
        Category = "Case",
        DisplayName = "Look at the help",
        Description = "Looks who helps and what was agreed, for decisions that follow.",
        Outputs = [new("Help", "Object", "Name and Kind (Expert, PeerCity, Staff or None) of who helps, the hub's name where it is nobody of the pool; Days and Budget as agreed; EndsAt: when the visit ends.")],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) =>
        context.Ask(new Question(QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        context.SetOutput("Help", value?.DeepClone());
        context.Complete();
    }
}

internal sealed class LookAtHelpAnswerer(HubDbFactory databases) : IQuestionAnswerer
{
    private const string NameMember = "Name";

    public string Name => LookAtHelp.QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var about = await db.Requests.AsNoTracking().SingleAsync(r => r.InstanceId == instanceId, cancellation);
        var helps = await db.Candidates.AsNoTracking().Where(c => c.CaseId == about.Id && (c.State == CandidateState.Accepted || c.State == CandidateState.Helping))
            .Select(c => (Guid?)c.ExpertId).FirstOrDefaultAsync(cancellation);
        var helper = helps is { } id ? (await HelperPool.ReadAsync(db, about.HubId, cancellation)).FirstOrDefault(known => known.Expert.Id == id) : null;
        return new JsonObject
        {
            [NameMember] = helper?.Name ?? await db.Hubs.Where(hub => hub.Id == about.HubId).Select(hub => hub.Name).SingleAsync(cancellation),
            ["Kind"] = helper?.Expert.Kind.ToString() ?? "None",
            ["Days"] = about.Terms?.Days ?? 0,
            ["Budget"] = about.Terms?.Budget ?? 0,
            ["EndsAt"] = about.Visit?.EndsAt.ToString("O"),
        };
    }
}
