using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.Tests.Runtime;

/// <summary>Asks <c>Test.Question</c> and completes with the answer as its outcome.</summary>
public sealed class AskActivity : Activity
{
    public const string QuestionName = "Test.Question";

    public override ActivityDescriptor Descriptor { get; } = new("Test.Ask");

    public override void Execute(ActivityContext context) =>
        context.Ask(new Question(QuestionName, new JsonObject { ["from"] = context.ActivityId }));

    public override void Answered(ActivityContext context, JsonNode? value)
    {
        context.Journal("Answered", value?.ToString());
        context.Complete();
    }
}

/// <summary>Waits with a bookmark that stays, and that the clock resumes after an hour.</summary>
public sealed class BellActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Test.Bell");

    public override void Execute(ActivityContext context) =>
        context.AddBookmark(new BookmarkRequest { DueAt = context.Now + TimeSpan.FromHours(1), AutoBurn = false });

    public override void Resumed(ActivityContext context, Bookmark bookmark, JsonObject input) => context.Journal("Rang");
}

/// <summary>Emits <see cref="NoteTaken"/> and completes.</summary>
public sealed class NoteActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Test.Note");

    public override void Execute(ActivityContext context)
    {
        context.Emit(new NoteTaken(context.ActivityId));
        context.Complete();
    }
}

public sealed record NoteTaken(string Text) : HostEffect;

public sealed class NoteTakenHandler : EffectHandler<NoteTaken>
{
    protected override Task ApplyAsync(RuntimeDb db, NoteTaken effect, EffectContext context, CancellationToken cancellation)
    {
        db.Set<Note>().Add(new Note { Text = effect.Text });
        return Task.CompletedTask;
    }
}

public sealed class ScriptedAnswerer(Func<string, CancellationToken, Task<JsonNode?>> answer) : IQuestionAnswerer
{
    public string Name => AskActivity.QuestionName;

    public Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation) => answer(requestId, cancellation);
}
