using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;

namespace StrongCities.Hub.Practices.Process;

/// <summary><c>StrongCities.LookAtPractice</c>: says whether a good practice can go on as it is.</summary>
public sealed class LookAtPractice : Activity
{
    internal const string QuestionName = "StrongCities.PracticeNow";

    private const string Ready = "Ready";
    private const string Missing = "Missing";
    private const string People = "People";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.LookAtPractice")
    {
        Category = SetPracticePhase.Category,
        DisplayName = "Look at the good practice",
        Description = "Goes on by Missing while the draft has gaps, by People where names or pictures of persons are released and nobody who binds the city has agreed, else by Ready.",
        Outputs = [new("Gaps", "String", "What is missing, one on each line.")],
        Outcomes = [Ready, Missing, People],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context) => context.Ask(new Question(QuestionName, new JsonObject { ["instanceId"] = context.InstanceId }));

    /// <inheritdoc/>
    public override void Answered(ActivityContext context, JsonNode? value)
    {
        var gaps = value!["gaps"]!.GetValue<string>();
        context.SetOutput("Gaps", gaps);
        context.Complete(gaps.Length > 0 ? Missing : value["people"]!.GetValue<bool>() ? People : Ready);
    }
}

internal sealed class PracticeNowAnswerer(HubDbFactory databases) : IQuestionAnswerer
{
    public string Name => LookAtPractice.QuestionName;

    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var instanceId = arguments["instanceId"]!.GetValue<string>();
        var practice = await db.Cases.OfType<GoodPractice>().AsNoTracking().SingleOrDefaultAsync(one => one.InstanceId == instanceId, cancellation)
            ?? throw new InvalidOperationException("This activity works only in a process that carries a good practice.");
        var gaps = practice.Phase == PracticePhase.Draft ? await PracticeRules.GapsAsync(db, practice, cancellation) : [];
        return new JsonObject
        {
            ["gaps"] = string.Join('\n', gaps),
            ["people"] = practice.Release is { BySignatory: false } release && release.TellsOfPeople(practice),
        };
    }
}
