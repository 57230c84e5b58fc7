using Microsoft.EntityFrameworkCore;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub;
using StrongCities.Hub.People;
using StrongCities.Hub.Risks;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Risks;

/// <summary>A register of Elbasan, and what people do about it.</summary>
internal static class RiskWorld
{
    public const string City = "elbasan";
    public const string Finance = "finance@elbasan.example.org";
    public const string Secretary = "secretary@elbasan.example.org";

    public static readonly string Coordinator = SamplePeople.CoordinatorOf(City);
    public static readonly string Signatory = SamplePeople.SignatoryOf(City);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Likelihood 4, impact 3, no control: orange.</summary>
    public static RiskFacts Flood { get; } = new()
    {
        Title = "Flood", Cause = "Rain", Event = "The river leaves its bed", Consequence = "Streets under water", Themes = ["disaster"], Likelihood = 4, Impact = new(Services: 3),
        Owner = "Civil protection",
    };

    /// <summary>Starts a hub with two departments in Elbasan, and its register with risks.</summary>
    public static async Task<HubWorld> StartAsync(params RiskFacts[] risks)
    {
        var world = await HubWorld.StartAsync(("Matching:RunsByItself", "false"), ("Mail:HoldOutsideOfficeHours", "false"));
        await world.AddPersonAsync(Finance, Roles.Finance, City);
        await world.AddPersonAsync(Secretary, Roles.CouncilSecretary, City);
        Assert.IsType<RegisterKept>(await world.SendAsync(new OpenRegister(await world.ViewerAsync(Coordinator))));
        foreach (var facts in risks)
        {
            await world.AddRiskAsync(facts);
        }

        await world.SettleAsync();
        return world;
    }

    public static async Task<Guid> AddRiskAsync(this HubWorld world, RiskFacts facts, RiskVisibility visibility = RiskVisibility.City, string city = City)
    {
        var viewer = await world.CoordinatorAsync(city);
        var id = Assert.IsType<RegisterKept>(await world.SendAsync(new SaveRisk(viewer, null, 0, facts))).Id;
        if (visibility != RiskVisibility.City)
        {
            Assert.IsType<RegisterKept>(await world.SendAsync(new SetVisibility(viewer, id, visibility)));
        }

        return id;
    }

    public static async Task<RegisterPage> RegisterAsync(this HubWorld world, string? by = null) =>
        (await world.SendAsync(new GetRegister(await world.ViewerAsync(by ?? Coordinator))))!;

    public static async Task<Risk> RiskAsync(this HubWorld world, Guid id)
    {
        await using var db = world.Db();
        return await db.Risks.AsNoTracking().SingleAsync(risk => risk.Id == id, Token);
    }

    /// <summary>Changes a risk as its coordinator would who has just read it.</summary>
    public static async Task ChangeAsync(this HubWorld world, Guid id, Func<RiskFacts, RiskFacts> change)
    {
        var risk = await world.RiskAsync(id);
        Assert.IsType<RegisterKept>(await world.SendAsync(new SaveRisk(await world.ViewerAsync(Coordinator), id, risk.Version, change(risk.Facts))));
        await world.SettleAsync();
    }

    /// <summary>A problem that a change is refused with.</summary>
    public static async Task<FieldProblem> RefusedAsync(this HubWorld world, MediatR.IRequest<RegisterResult> change) =>
        Assert.Single(Assert.IsType<RegisterInvalid>(await world.SendAsync(change)).Problems);

    /// <summary>The open task of a title and who is asked, by address.</summary>
    public static async Task<(HumanTask Task, IReadOnlyList<string> Asked)?> TaskAsync(this HubWorld world, string title)
    {
        await using var db = world.Db();
        var task = await db.Tasks.AsNoTracking().Include(t => t.Seats).SingleOrDefaultAsync(t => t.State == TaskState.Open && t.Title == title, Token);
        if (task is null)
        {
            return null;
        }

        var seated = task.Seats.Select(seat => seat.PersonId).ToList();
        return (task, await db.People.Where(p => seated.Contains(p.Id)).Select(p => p.Email).Order().ToListAsync(Token));
    }

    public static async Task<BySeat> SeatAsync(this HubWorld world, string title, string who) => new(await world.ViewerAsync(who), (await world.TaskAsync(title))!.Value.Task.Id);

    /// <summary>Takes the register to where the mayor has endorsed it: the departments see no change.</summary>
    public static async Task EndorseAsync(this HubWorld world)
    {
        Assert.IsType<RegisterKept>(await world.SendAsync(new SubmitRegister(await world.ViewerAsync(Coordinator))));
        await world.SettleAsync();
        await world.AnswerAsync("Risk.Task.Rate", Finance, "RisksSame");
        await world.AnswerAsync("Risk.Task.Rate", Secretary, "RisksSame");
        await world.AnswerAsync("Risk.Task.Workshop", Coordinator, "Agreed");
        await world.AnswerAsync("Risk.Task.Endorse", Signatory, "Endorse");
        Assert.Equal(RegisterPhase.Active, (await world.RegisterAsync()).Register!.Phase);
    }

    /// <summary>Somebody answers an open task; a code that is needed is read from their mail.</summary>
    public static async Task AnswerAsync(this HubWorld world, string title, string who, string option, string? comment = null)
    {
        var access = await world.SeatAsync(title, who);
        var result = await DecideAsync(null);
        if (result is TaskCodeNeeded)
        {
            await world.SettleAsync();
            var code = System.Text.RegularExpressions.Regex.Match(await world.NewestMailAsync(who), @"^\s+(\d{6})\s*$", System.Text.RegularExpressions.RegexOptions.Multiline);
            result = await DecideAsync(code.Groups[1].Value);
        }

        Assert.True(result is TaskDecided or TaskVoted, $"{title}: {result}");
        await world.SettleAsync();

        async Task<DecideResult> DecideAsync(string? code)
        {
            var page = Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(access)));
            return await world.SendAsync(new DecideTask(access, option, comment, new Dictionary<string, string>(), page.Task.Version, page.Digest, code));
        }
    }

    /// <summary>Kinds of the mails about the register, each with its reader's address before the at sign.</summary>
    public static async Task<IReadOnlyList<string>> ToldAsync(this HubWorld world, string kind)
    {
        await using var db = world.Db();
        var mails = from mail in db.Mails join person in db.People on mail.ToPersonId equals person.Id where mail.Kind == kind orderby mail.QueuedAt, person.Email select person.Email;
        return [.. (await mails.ToListAsync(Token)).Select(email => email.Split('@')[0])];
    }

    /// <summary>All that the hub can read of the register's case: mails, timeline, tasks, the state and history of its process.</summary>
    public static async Task<string> HubReadsAsync(this HubWorld world)
    {
        await using var db = world.Db();
        var parts = new List<string?>();
        foreach (var mail in await db.Mails.ToListAsync(Token))
        {
            parts.Add($"{mail.Subject} {mail.Text}");
        }

        parts.AddRange((await db.CaseEvents.ToListAsync(Token)).Select(line => $"{line.Key} {string.Join(' ', line.Values)}"));
        parts.AddRange((await db.Tasks.ToListAsync(Token)).Select(task => $"{task.Title} {task.Text} {task.Note}"));
        parts.AddRange((await db.Instances.ToListAsync(Token)).Select(row => System.Text.Encoding.UTF8.GetString(row.State)));
        parts.AddRange((await db.History.ToListAsync(Token)).Select(row => System.Text.Encoding.UTF8.GetString(row.Journal) + System.Text.Encoding.UTF8.GetString(row.Records)));
        return string.Join('\n', parts);
    }
}
