using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Tasks;

/// <summary>A hub with a process of a test's own, and what people do in it.</summary>
internal sealed class TaskWorld : IAsyncDisposable
{
    public const string Lead = "lead@example.org";
    public const string SecondLead = "lead2@example.org";
    public const string ThirdLead = "lead3@example.org";
    public const string Advisor = "advisor@example.org";
    public const string SecondAdvisor = "advisor2@example.org";

    private static readonly Dictionary<string, string> NoFields = [];
    private readonly string folder;

    private TaskWorld(string folder, HubWorld hub) => (this.folder, Hub) = (folder, hub);

    public HubWorld Hub { get; }

    public Guid RequestId { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts with three leads and a request that has come to its first task.</summary>
    public static async Task<TaskWorld> StartAsync(params IReadOnlyList<TaskProcess.Step> steps)
    {
        var world = await StartQuietAsync(steps);
        world.RequestId = await world.Hub.SubmitAsync();
        await world.Hub.SettleAsync();
        return world;
    }

    /// <summary>The same, without a request.</summary>
    public static async Task<TaskWorld> StartQuietAsync(params IReadOnlyList<TaskProcess.Step> steps)
    {
        var folder = TaskProcess.Write(steps);
        var hub = await HubWorld.StartAsync(
            ("Runtime:Definitions:Folder", folder), ("Mail:Inbound:TrustedAuthServId", "mx.hub.example"), ("Mail:HoldOutsideOfficeHours", "false"),
            ("Logging:LogLevel:Default", "Information"));
        foreach (var lead in new[] { SecondLead, ThirdLead })
        {
            await hub.AddPersonAsync(lead, Roles.HubLead);
        }

        return new TaskWorld(folder, hub);
    }

    public async Task SubmitAsync(RequestForm form)
    {
        RequestId = await Hub.SubmitAsync(form);
        await Hub.SettleAsync();
    }

    public async Task<HumanTask> TaskAsync()
    {
        await using var db = Hub.Db();
        return await db.Tasks.AsNoTracking().Include(t => t.Seats).Where(t => t.CaseId == RequestId)
            .OrderByDescending(t => t.State == TaskState.Open).ThenByDescending(t => t.EndedAt).FirstAsync(Token);
    }

    public async Task<BySeat> SeatAsync(string email) => new(await Hub.ViewerAsync(email), (await TaskAsync()).Id);

    public async Task<OpenTaskResult> OpenAsync(string email) => await Hub.SendAsync(new OpenTask(await SeatAsync(email)));

    public async Task<TaskPage> PageAsync(string email) => Assert.IsType<TaskPage>(await OpenAsync(email));

    /// <summary>Answers the newest task as somebody with a seat.</summary>
    public async Task<DecideResult> AnswerAsync(string email, string option, string? code = null)
    {
        var page = await PageAsync(email);
        return await Hub.SendAsync(new DecideTask(await SeatAsync(email), option, "Because.", NoFields, page.Task.Version, page.Digest, code));
    }

    /// <summary>Who may answer now, by address.</summary>
    public async Task<string> AskedAsync() => string.Join(' ', await AddressesAsync((await TaskAsync()).Seats.Where(seat => seat.State == SeatState.Open)));

    public async Task<CaseStatus> StatusAsync() => await Hub.StatusAsync(RequestId);

    public async Task<IReadOnlyList<TaskAct>> ActsAsync()
    {
        await using var db = Hub.Db();
        return await db.TaskActs.AsNoTracking().OrderBy(a => a.Id).ToListAsync(Token);
    }

    /// <summary>The addresses that a kind of mail about the case went to.</summary>
    public async Task<string> MailedAsync(string kind)
    {
        await using var db = Hub.Db();
        return string.Join(' ', await db.Mails.Where(m => m.CaseId == RequestId && m.Kind == kind).Select(m => m.ToEmail).Order().ToListAsync(Token));
    }

    public async Task AwayAsync(string email, string substitute, DateOnly from, DateOnly until)
    {
        var viewer = await Hub.ViewerAsync(email);
        var other = await Hub.PersonAsync(substitute);
        Assert.IsType<AbsenceKept>(await Hub.SendAsync(new SetAbsence(viewer, viewer.PersonId, other.Id, from, until)));
    }

    public async Task<ChangeTaskResult> ChangeAsync(string email, TaskActKind kind, string? reason = "Holidays.", string? to = null, int? days = null) =>
        await Hub.SendAsync(new ChangeTask(await Hub.ViewerAsync(email), (await TaskAsync()).Id, kind, reason, to is null ? null : (await Hub.PersonAsync(to)).Id, days));

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<List<string>> AddressesAsync(IEnumerable<TaskSeat> seats)
    {
        var ids = seats.Select(seat => seat.PersonId).ToList();
        await using var db = Hub.Db();
        return await db.People.Where(p => ids.Contains(p.Id)).Select(p => p.Email).Order().ToListAsync(Token);
    }
}
