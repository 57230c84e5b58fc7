using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Assistance.Process;

/// <summary><c>StrongCities.DeleteFiles</c>: removes a case's files when nobody needs them any more.</summary>
public sealed class DeleteFiles : Activity
{
    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.DeleteFiles")
    {
        Category = "Case",
        DisplayName = "Delete the files",
        Description = "Removes all files that came with the case, for good. Texts, decisions and mails stay.",
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        context.Emit(new FilesDeleted());
        context.Complete();
    }
}

/// <summary>The case's files are no longer needed.</summary>
internal sealed record FilesDeleted : HostEffect;

internal sealed class FilesDeletedHandler : EffectHandler<FilesDeleted>
{
    // Only the rows: the sweeper removes files that no row names.
    protected override async Task ApplyAsync(RuntimeDb db, FilesDeleted effect, EffectContext context, CancellationToken cancellation)
    {
        var hub = db.Hub();
        var about = await hub.CaseOfAsync(context, cancellation);
        var files = await hub.Attachments.Where(file => file.CaseId == about.Id).ToListAsync(cancellation);
        hub.RemoveRange(files);
        hub.Add(about.Line(context.Now, "Event.FilesDeleted", null, true, files.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
