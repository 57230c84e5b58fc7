using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Mail;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Tasks;

/// <summary>What became of a code.</summary>
public enum StepUpState
{
    /// <summary>One was mailed just now.</summary>
    Mailed,

    /// <summary>It is the code.</summary>
    Right,

    /// <summary>It is not the code; it may be tried again.</summary>
    Wrong,

    /// <summary>It is too old, was tried too often, or was used: another one was mailed.</summary>
    Replaced,

    /// <summary>Too many were asked for; none was mailed.</summary>
    TooMany,
}

/// <summary>What a check said.</summary>
/// <param name="State">What became of the code.</param>
/// <param name="CodeId">The code, when right: to be spent by the decision that it signs.</param>
internal sealed record StepUpCheck(StepUpState State, Guid? CodeId = null);

/// <summary>Mails codes to those who sign, and checks them. Every wrong try is counted before it is answered.</summary>
internal sealed class StepUp(HubDbFactory databases, CommitQueue commits, QueueMail mail, IOptions<TaskOptions> options, TimeProvider clock)
{
    /// <summary>Checks a code, or mails one.</summary>
    /// <param name="page">What is signed, by whom.</param>
    /// <param name="typed">As typed; empty to ask for one.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<StepUpCheck> CheckAsync(TaskPage page, string? typed, CancellationToken cancellation)
    {
        // Hashing is slow on purpose, so it is done before the queue, which does one unit at a time.
        await using var db = databases.Create(null);
        var known = await LiveAsync(db, page, cancellation);
        var hash = string.IsNullOrWhiteSpace(typed) ? null : known?.HashOf(typed) ?? [];
        var fresh = StepUpCode.Mint(page.Task.Id, page.Actor.Id, clock.GetUtcNow(), options.Value.CodeLifetime);
        return await commits.CommitAsync((runtime, token) => CheckAsync(runtime.Hub(), page, known?.Id, hash, fresh, token), cancellation);
    }

    /// <summary>Inside the unit of the decision that a code signs: uses it up.</summary>
    public static async Task<bool> SpendAsync(HubDb db, HumanTask task, Person actor, Guid? codeId, DateTimeOffset now, CancellationToken cancellation)
    {
        var code = await db.StepUpCodes.SingleOrDefaultAsync(c => c.Id == codeId && c.TaskId == task.Id && c.PersonId == actor.Id, cancellation);
        if (code is not { UsedAt: null })
        {
            return false;
        }

        code.UsedAt = now;
        return true;
    }

    private async Task<UnitResult<StepUpCheck>> CheckAsync(
        HubDb db, TaskPage page, Guid? knownId, byte[]? hash, (StepUpCode Record, string Code) fresh, CancellationToken cancellation)
    {
        if (!await db.Tasks.AnyAsync(
            t => t.Id == page.Task.Id && t.State == TaskState.Open && t.Seats.Any(s => s.PersonId == page.Actor.Id && s.State == SeatState.Open), cancellation))
        {
            // Signed meanwhile, by this very code or another way: the decision itself says so.
            return UnitResult.Refuse(new StepUpCheck(StepUpState.Right));
        }

        var live = await LiveAsync(db, page, cancellation);
        if (hash is null && live?.IssuedAt > clock.GetUtcNow() - options.Value.CodePause)
        {
            // Pressing again does not mail again at once: the code that is under way still counts.
            return UnitResult.Keep(new StepUpCheck(StepUpState.Mailed));
        }

        if (hash is null || live is null || live.Id != knownId)
        {
            return await MailAsync(db, page, fresh, hash is null ? StepUpState.Mailed : StepUpState.Replaced, cancellation);
        }

        if (live.Is(hash))
        {
            return UnitResult.Keep(new StepUpCheck(StepUpState.Right, live.Id));
        }

        live.Misses++;
        return UnitResult.Keep(new StepUpCheck(StepUpState.Wrong));
    }

    private async Task<UnitResult<StepUpCheck>> MailAsync(
        HubDb db, TaskPage page, (StepUpCode Record, string Code) fresh, StepUpState state, CancellationToken cancellation)
    {
        var hour = clock.GetUtcNow() - TimeSpan.FromHours(1);
        var recent = db.StepUpCodes.Where(c => c.TaskId == page.Task.Id && c.PersonId == page.Actor.Id && c.IssuedAt > hour);
        if (await recent.CountAsync(cancellation) >= options.Value.CodesPerHour)
        {
            return UnitResult.Keep(new StepUpCheck(StepUpState.TooMany));
        }

        db.Add(fresh.Record);
        await mail.QueueAsync(
            db,
            new MailOrder(MailKind.StepUp, page.Task.HubId, page.Actor.Id, $"{page.Task.Id}:code-{fresh.Record.Id}")
            {
                CaseId = page.Task.CaseId,
                TaskId = page.Task.Id,
                TaskTitle = page.Task.Title,
                DueAt = fresh.Record.ExpiresAt,
                Code = fresh.Code,
            },
            cancellation);
        return UnitResult.Keep(new StepUpCheck(state));
    }

    private async Task<StepUpCode?> LiveAsync(HubDb db, TaskPage page, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var newest = await db.StepUpCodes.Where(c => c.TaskId == page.Task.Id && c.PersonId == page.Actor.Id)
            .OrderByDescending(c => c.IssuedAt).FirstOrDefaultAsync(cancellation);
        return newest is { UsedAt: null } && newest.ExpiresAt > now && newest.Misses < options.Value.CodeTries ? newest : null;
    }
}
