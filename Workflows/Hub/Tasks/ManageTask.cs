using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Tasks;

/// <summary>Hub staff look at an open task from outside: who is asked, what was done, and what they can do about it.</summary>
/// <param name="Viewer">Staff who see the case.</param>
/// <param name="TaskId">The task.</param>
public sealed record ManageTask(Viewer Viewer, string TaskId) : IAsViewer<ManagedTask?>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CaseStaff;

    /// <inheritdoc/>
    public static ManagedTask? NotFound => null;
}

/// <summary>A task from outside. <see langword="null"/> in its place means: not found, or not theirs.</summary>
/// <param name="Line">As lists show it.</param>
/// <param name="CaseId">Its case.</param>
/// <param name="Acts">What was done about it, oldest first.</param>
/// <param name="Candidates">To whom it can be given.</param>
/// <param name="MostDays">How many working days it can be given more.</param>
public sealed record ManagedTask(TaskLine Line, Guid CaseId, IReadOnlyList<TaskActLine> Acts, IReadOnlyList<Person> Candidates, int MostDays);

/// <summary>Something done to a task.</summary>
/// <param name="Act">As kept.</param>
/// <param name="Name">Who did it; <see langword="null"/> for the clock.</param>
/// <param name="SubjectName">To whom.</param>
public sealed record TaskActLine(TaskAct Act, string? Name, string? SubjectName);

internal sealed class ManageTaskHandler(HubDbFactory databases, IOptions<TaskOptions> options) : IRequestHandler<ManageTask, ManagedTask?>
{
    public async Task<ManagedTask?> Handle(ManageTask request, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(request.Viewer);
        var lines = await TaskLines.ReadAsync(db, db.Tasks.Where(t => t.Id == request.TaskId), request.Viewer, cancellationToken);
        if (lines is not [var line])
        {
            return null;
        }

        var acts = await db.TaskActs.AsNoTracking().Where(a => a.TaskId == request.TaskId).OrderBy(a => a.Id).ToListAsync(cancellationToken);
        var people = acts.SelectMany(a => new[] { a.PersonId, a.SubjectId }).OfType<Guid>().Distinct().ToList();
        var names = await db.People.IgnoreQueryFilters().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken);
        var stored = await db.Cases.AsNoTracking().SingleAsync(r => r.Id == line.Task.CaseId, cancellationToken);
        return new ManagedTask(
            line,
            stored.Id,
            [.. acts.Select(act => new TaskActLine(act, NameOf(act.PersonId), NameOf(act.SubjectId)))],
            await CandidatesAsync(db, stored, line.Task, cancellationToken),
            options.Value.MostDaysMore);

        string? NameOf(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;
    }

    /// <summary>
    /// To whom a task can be given: to people of its side who are neither barred nor stepped aside. Where more than the ordinary is at stake,
    /// only to those who hold its role.
    /// </summary>
    public static async Task<IReadOnlyList<Person>> CandidatesAsync(HubDb db, Case about, HumanTask task, CancellationToken cancellation)
    {
        var reserve = await CaseRoles.ReserveAsync(db, about, task.Asks, cancellation, [.. task.Barred]);
        var needed = task switch
        {
            { Assignee: CaseRole.Signatory } => Roles.Signatory,
            { Assignee: CaseRole.HubLead, Stakes: not Stakes.Ordinary } => Roles.HubLead,
            _ => RoleSets.CaseStaff | RoleSets.CityVoice,
        };
        return [.. reserve.Where(person => (person.Roles & needed) != 0)];
    }
}
