using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Practices.Process;

/// <summary><c>StrongCities.KeepRelease</c>: keeps what somebody of the city has released of a good practice. A second one can only take away.</summary>
public sealed class KeepRelease : Activity
{
    /// <summary>Fields of the question; the only answer that releases is yes.</summary>
    internal const string NamesField = "ReleaseNames";

    /// <inheritdoc cref="NamesField"/>
    internal const string PicturesField = "ReleasePictures";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.KeepRelease")
    {
        Category = SetPracticePhase.Category,
        DisplayName = "Keep the release",
        Description = "Keeps that the city releases the text, and whether names and pictures too. Only somebody who speaks for the city can; from anybody else nothing is released. When a second person is asked, only what both released counts.",
        Inputs =
        [
            new("Answers", "Object") { Description = $"What was filled in: '{NamesField}' and '{PicturesField}', each yes or no. What is not said is no.", UIHint = "json-editor" },
            new("DecidedBy", "String") { DisplayName = "Who released", Description = "The person's id: 'DecidedBy' of the task that asked.", IsRequired = true },
        ],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        if (!Guid.TryParse(context.Input<string>("DecidedBy"), out var person))
        {
            context.Fault("The input 'DecidedBy' must be a person's id. Bind it to 'DecidedBy' of the task that asked.");
            return;
        }

        var answers = context.Input<JsonObject>("Answers");
        context.Emit(new ReleaseKept(person, Says(NamesField), Says(PicturesField)));
        context.Complete();

        bool Says(string field) => answers?[field]?.ToString() == Tasks.TaskAnswer.Yes;
    }
}

/// <summary>Somebody of the city has released a good practice's text.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Names">Whether names too.</param>
/// <param name="Pictures">Whether pictures too.</param>
internal sealed record ReleaseKept(Guid PersonId, bool Names, bool Pictures) : HostEffect;

internal sealed class ReleaseKeptHandler : EffectHandler<ReleaseKept>
{
    protected override async Task ApplyAsync(RuntimeDb db, ReleaseKept effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var practice = await hub.PracticeOfAsync(context.InstanceId, cancellation);
        var person = await hub.People.SingleOrDefaultAsync(p => p.Id == effect.PersonId && p.CityId == practice.CityId && p.IsActive, cancellation);
        if (person is null || (person.Roles & RoleSets.CityVoice) == 0)
        {
            practice.Release = null;
            hub.Add(practice.Line(context.Now, "Practice.Event.NoConsent", null, true));
            return;
        }

        practice.Release = PracticeRelease.After(practice.Release, PracticeRelease.HashOf(practice), effect.Names, effect.Pictures, person, context.Now);
        hub.Add(practice.Line(context.Now, "Practice.Event.Released", person.Id, true, person.Name, WordOf(practice.Release.Names), WordOf(practice.Release.Pictures)));
    }

    private static string WordOf(bool isReleased) => isReleased ? "Practice.Yes" : "Practice.No";
}
