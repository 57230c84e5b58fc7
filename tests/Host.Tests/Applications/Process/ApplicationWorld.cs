using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Host.Tests.Hub;
using StrongCities.Host.Tests.Opportunities.Process;
using StrongCities.Hub;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;
using Xunit;

namespace StrongCities.Host.Tests.Applications.Process;

/// <summary>A city that goes for an opportunity, and what its people do with the application.</summary>
internal static partial class ApplicationWorld
{
    public const string City = "kumanovo";

    private static readonly Dictionary<string, string> Sheet = new()
    {
        ["Awards"] = "6", ["Eligibility"] = "9", ["Deadline"] = "8", ["Experience"] = "7", ["Capacity"] = "7", ["Budget"] = "8", ["Strategy"] = "9",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What the city proposes; the council must agree to its own share.</summary>
    public static Proposal Proposal { get; } = new("Safer streets")
    {
        Requested = new Money(150_000, "EUR"),
        OwnShare = new Money(12_000, "EUR"),
        Assessed = new Dictionary<string, string> { ["Objective"] = "Fewer clashes" },
    };

    /// <summary>The same, within what the mayor may promise alone.</summary>
    public static Proposal Small { get; } = Proposal with { OwnShare = new Money(5_000, "EUR") };

    /// <summary>From the first mail to the go: an application is open.</summary>
    public static async Task<Application> AppliedAsync(this HubWorld world, DateTimeOffset? goAt = null)
    {
        var interest = (await world.AlertedAsync())[City];
        await world.AnswerFromMailAsync(SamplePeople.CoordinatorOf(City), "Interested");
        await world.DecideAsync(interest.Id, "Task.Sheet", "Answered", null, Sheet);
        await world.SettleAsync();
        if (goAt is { } at)
        {
            await world.AdvanceToAsync(at);
        }

        await world.DecideAsync(interest.Id, "Task.GoNoGo", "Go");
        await world.SettleAsync();
        await using var db = world.Db();
        return await db.Cases.OfType<Application>().SingleAsync(Token);
    }

    public static async Task<Application> ApplicationAsync(this HubWorld world, Guid id)
    {
        await using var db = world.Db();
        return await db.Cases.OfType<Application>().SingleAsync(about => about.Id == id, Token);
    }

    /// <summary>The award that came of an application.</summary>
    public static async Task<Award> AwardAsync(this HubWorld world, Guid applicationId)
    {
        await using var db = world.Db();
        return await db.Cases.OfType<Award>().SingleAsync(award => award.ApplicationId == applicationId, Token);
    }

    public static async Task<CaseStage> StageAsync(this HubWorld world, Guid id) => (await world.ApplicationAsync(id)).Stage;

    /// <summary>Somebody who is asked answers one open task; a code that is needed is read from their mail. Every further seat is another person.</summary>
    public static async Task AnswerAsync(this HubWorld world, Guid caseId, string title, string option, string? comment = null, Dictionary<string, string>? fields = null, int seat = 0)
    {
        await using var db = world.Db();
        var task = await db.Tasks.Include(t => t.Seats).Where(t => t.CaseId == caseId && t.State == TaskState.Open && t.Title == title).SingleAsync(Token);
        var seated = task.Seats.Select(s => s.PersonId).ToList();
        var person = await db.People.Where(p => seated.Contains(p.Id)).OrderBy(p => p.Email).Skip(seat).FirstAsync(Token);
        var access = new BySeat(Viewer.Of(person), task.Id);
        var result = await DecideAsync(null);
        if (result is TaskCodeNeeded)
        {
            await world.SettleAsync();
            result = await DecideAsync(Code().Match(await world.NewestMailAsync(person.Email)).Groups[1].Value);
        }

        Assert.True(result is TaskDecided or TaskVoted, $"{title}: {result}");
        await world.SettleAsync();

        async Task<DecideResult> DecideAsync(string? code)
        {
            var page = Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(access)));
            return await world.SendAsync(new DecideTask(access, option, comment, fields ?? [], page.Task.Version, page.Digest, code));
        }
    }

    /// <summary>The open task of a title; without one the only open task.</summary>
    public static async Task<HumanTask> OpenAsync(this HubWorld world, Guid caseId, string? title = null)
    {
        await using var db = world.Db();
        return await db.Tasks.Include(t => t.Seats).SingleAsync(t => t.CaseId == caseId && t.State == TaskState.Open && (title == null || t.Title == title), Token);
    }

    /// <summary>Whether an open task takes a choice only with a reason.</summary>
    public static async Task<bool> NeedsWordsAsync(this HubWorld world, Guid caseId, string title, string option) =>
        (await world.OpenAsync(caseId, title)).Options.Single(choice => choice.Key == option).NeedsComment;

    /// <summary>Everybody reads English from now on, so that tests can say what mails say.</summary>
    public static Task<bool> ReadEnglishAsync(this HubWorld world) => world.Services.GetRequiredService<CommitQueue>().CommitAsync(
        async (runtime, token) =>
        {
            foreach (var person in await runtime.Hub().People.ToListAsync(token))
            {
                person.Language = "en";
            }

            return UnitResult.Keep(true);
        },
        Token);

    /// <summary>What somebody's mails say that hold some words, oldest first, each as one line.</summary>
    public static async Task<IReadOnlyList<string>> MailsAsync(this HubWorld world, string to, string words = "")
    {
        await using var db = world.Db();
        var mails = new List<string>();
        foreach (var id in await db.Mailbox.Where(mail => mail.To == to).OrderBy(mail => mail.Id).Select(mail => mail.Id).ToListAsync(Token))
        {
            mails.Add(Blanks().Replace(Assert.IsType<OpenedMessage>(await world.SendAsync(new OpenMailboxMessage(id))).Text!, " "));
        }

        return [.. mails.Where(mail => mail.Contains(words, StringComparison.Ordinal))];
    }

    /// <summary>Somebody's account ends.</summary>
    public static async Task RemovePersonAsync(this HubWorld world, Guid id)
    {
        await using var db = world.Db();
        var person = await db.People.SingleAsync(p => p.Id == id, Token);
        Assert.IsType<PersonKept>(await world.SendAsync(
            new ChangePerson(await world.ViewerAsync("lead@example.org"), id, person.Name, person.Language, person.Roles, IsActive: false)));
        await world.SettleAsync();
    }

    /// <summary>All three reviewers approve.</summary>
    public static async Task ApproveAsync(this HubWorld world, Guid caseId)
    {
        await world.AnswerAsync(caseId, "Task.ReviewQuality", "Approve");
        await world.AnswerAsync(caseId, "Task.ReviewMoney", "Approve");
        await world.AnswerAsync(caseId, "Task.ReviewLaw", "Approve");
    }

    /// <summary>Every paper that the funder wants is there.</summary>
    public static async Task HandInPapersAsync(this HubWorld world, Guid caseId)
    {
        var file = await world.FileAsync(caseId);
        await world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            async (runtime, _) =>
            {
                var hub = runtime.Hub();
                var by = await hub.People.FirstAsync(Token);
                foreach (var paper in await hub.Papers.Where(p => p.CaseId == caseId && p.IsRequired && !hub.PaperVersions.Any(v => v.PaperId == p.Id)).ToListAsync(Token))
                {
                    hub.Add(new PaperVersion
                    {
                        Id = Guid.NewGuid(), HubId = paper.HubId, CityId = paper.CityId, PaperId = paper.Id, Number = 1, AttachmentId = file, AddedById = by.Id,
                        AddedAt = world.Clock.GetUtcNow(),
                    });
                }

                return UnitResult.Keep(true);
            },
            Token);
    }

    /// <summary>Two people say that all is there.</summary>
    public static async Task CheckAsync(this HubWorld world, Guid caseId, string title = "Task.FinalCheck")
    {
        await world.AnswerAsync(caseId, title, "AllThere");
        await world.AnswerAsync(caseId, title, "AllThere", seat: 1);
    }

    /// <summary>Everything until the proposal is with the mayor, in one stage and without partners.</summary>
    public static async Task<Application> WrittenAsync(this HubWorld world, Proposal proposal)
    {
        var about = await world.AppliedAsync();
        await world.HandInPapersAsync(about.Id);
        await world.KeptAsync(new SaveProposal(await world.CoordinatorAsync(), about.Id, proposal));
        await world.AnswerAsync(about.Id, "Task.PrepareApplication", "Prepared");
        await world.AnswerAsync(about.Id, "Task.FunderQuestions", "NoQuestions");
        await world.AnswerAsync(about.Id, "Task.FullProposal", "Ready");
        await world.ApproveAsync(about.Id);
        Assert.Equal(CaseStage.MayorSignOff, await world.StageAsync(about.Id));
        return about;
    }

    /// <summary>Signed, checked by two and handed in.</summary>
    public static async Task<Application> SubmittedAsync(this HubWorld world)
    {
        var about = await world.WrittenAsync(Small);
        await world.AnswerAsync(about.Id, "Task.SignApplication", "Sign");
        await world.CheckAsync(about.Id);
        Assert.Equal(CaseStage.Submitting, await world.StageAsync(about.Id));
        await world.KeptAsync(new RecordReceipt(await world.CoordinatorAsync(), about.Id, await world.ReceiptAsync(about.Id, "F-1")));
        Assert.Equal(CaseStage.DecisionPending, await world.StageAsync(about.Id));
        return about;
    }

    public static async Task<Receipt> ReceiptAsync(this HubWorld world, Guid caseId, string number) =>
        new(number, world.Clock.GetUtcNow(), await world.FileAsync(caseId));

    /// <summary>A file of a case.</summary>
    public static async Task<Guid> FileAsync(this HubWorld world, Guid caseId)
    {
        var about = await world.ApplicationAsync(caseId);
        var by = await world.PersonAsync(SamplePeople.CoordinatorOf(City));
        var file = new Attachment
        {
            Id = Guid.NewGuid(), HubId = about.HubId, CityId = about.CityId, CaseId = about.Id, FileName = "proof.pdf", ContentType = "application/pdf", Length = 1,
            Sha256 = new string('0', 64), UploadedById = by.Id, UploadedAt = world.Clock.GetUtcNow(),
        };
        await world.Services.GetRequiredService<CommitQueue>().CommitAsync(
            (runtime, _) =>
            {
                runtime.Hub().Add(file);
                return Task.FromResult(UnitResult.Keep(true));
            },
            Token);
        return file.Id;
    }

    /// <summary>A change that is taken.</summary>
    public static async Task KeptAsync(this HubWorld world, MediatR.IRequest<ApplicationResult> change)
    {
        var result = await world.SendAsync(change);
        Assert.True(result is ApplicationKept, result is ApplicationInvalid invalid ? string.Join(", ", invalid.Problems.Select(problem => problem.Key)) : result.ToString());
        await world.SettleAsync();
    }

    /// <summary>A change that is refused, with the problem that is told.</summary>
    public static async Task<FieldProblem> RefusedAsync(this HubWorld world, MediatR.IRequest<ApplicationResult> change) =>
        Assert.Single(Assert.IsType<ApplicationInvalid>(await world.SendAsync(change)).Problems);

    public static async Task<IReadOnlyDictionary<MilestoneKind, Milestone>> PlanAsync(this HubWorld world, Guid caseId)
    {
        await using var db = world.Db();
        return await db.Milestones.Where(step => step.CaseId == caseId).ToDictionaryAsync(step => step.Kind, Token);
    }

    [GeneratedRegex(@"^\s+(\d{6})\s*$", RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
