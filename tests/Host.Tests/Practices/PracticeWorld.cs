using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.People;
using StrongCities.Hub.Practices;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Practices;

/// <summary>A request of Kumanovo whose help was given, and the good practice that comes of it.</summary>
internal sealed class PracticeWorld(HubWorld hub) : IAsyncDisposable
{
    public const string Advisor = "advisor@example.org";
    public const string Lead = "lead@example.org";
    public const string HubKey = PlantSampleData.HubKey;

    /// <summary>Somebody who is named in the text, with endings of the region.</summary>
    public const string Named = "Petar Quokkavić";

    public static readonly string Coordinator = SamplePeople.CoordinatorOf("kumanovo");
    public static readonly string Signatory = SamplePeople.SignatoryOf("kumanovo");

    public static PracticeText Text { get; } = new()
    {
        Title = "Quokkavić calms the stands",
        Summary = "Fans and schools met before each match.",
        Problem = "Two clashes between young supporters.",
        Done = "Petar Quokkavić spoke with Quokkavića neighbours; then QUOKKAVIĆ went to the schools.",
        Result = "No clash in half a year.",
        Lessons = "Ask Quokkaviću first.",
        Days = 3,
        Themes = ["youth", "prevention"],
        Languages = ["en"],
        Names = [new NamedPerson(Named, "the fan worker")],
        Contact = new PracticeContact("Zora Wombat", "youth office", "zora.wombat@example.org"),
    };

    public HubWorld Hub => hub;

    public Guid RequestId { get; private set; }

    public Guid Id { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts where the city has just been asked how the help went.</summary>
    public static async Task<PracticeWorld> StartAsync()
    {
        var world = new PracticeWorld(await HubWorld.StartAsync(("Mail:HoldOutsideOfficeHours", "false"), ("Matching:RunsByItself", "false")));
        var h = world.Hub;
        world.RequestId = await h.SubmitAsync();
        await h.DecideAsync(world.RequestId, "Task.Triage", "Accept");
        await h.DecideAsync(world.RequestId, "Task.Approval", "Approve");
        var advisor = await h.PersonAsync(Advisor);
        await h.DecideAsync(world.RequestId, "Task.Assign", "Answered", fields: new() { ["Advisor"] = advisor.Id.ToString(), ["Helper"] = "Ana of Bitola" });
        await h.SettleAsync();
        Assert.IsType<DayLogged>(await h.SendAsync(new LogDay(Viewer.Of(advisor), world.RequestId, new DateOnly(2026, 9, 14), "Talks with fans.")));
        Assert.IsType<PracticeNotFound>(await h.SendAsync(new BeginPractice(Viewer.Of(advisor), world.RequestId)));
        await h.DecideAsync(world.RequestId, "Task.Delivery", "Answered", fields: new() { ["Answer"] = "A plan for match days." });
        await h.AdvanceAsync(TimeSpan.FromDays(4));
        return world;
    }

    /// <summary>Begins, and writes; with pictures of a square and of somebody where wished.</summary>
    public async Task BeginAsync(PracticeText? text = null, bool pictures = true)
    {
        var advisor = await hub.ViewerAsync(Advisor);
        Id = Assert.IsType<PracticeKept>(await hub.SendAsync(new BeginPractice(advisor, RequestId))).Id;
        var practice = await PracticeAsync();
        Assert.IsType<PracticeKept>(await hub.SendAsync(new SavePractice(advisor, Id, practice.TextVersion, text ?? Text)));
        if (pictures)
        {
            Assert.IsType<PracticeKept>(await hub.SendAsync(new AddPicture(advisor, Id, Png(40, 20), "The square of the town", "Foto Numbat", ShowsPeople: true)));
        }

        await hub.SettleAsync();
    }

    /// <summary>Takes it to where the lead reviews it.</summary>
    public async Task ToReviewAsync(bool names, bool pictures)
    {
        await AnswerAsync("Practice.Task.Write", Advisor, "SendToCity");
        await AnswerAsync("Practice.Task.Release", Coordinator, "ReleaseText", Release(names, pictures));
        if (names || pictures)
        {
            await AnswerAsync("Practice.Task.Mayor", Signatory, "ReleaseText", Release(names, pictures));
        }
    }

    public async Task PublishAsync(bool names, bool pictures)
    {
        await ToReviewAsync(names, pictures);
        await AnswerAsync("Practice.Task.Review", Lead, "PublishPractice");
        Assert.Equal(PracticePhase.Public, (await PracticeAsync()).Phase);
    }

    public static Dictionary<string, string> Release(bool names, bool pictures) => new() { ["ReleaseNames"] = names ? "Yes" : "No", ["ReleasePictures"] = pictures ? "Yes" : "No" };

    public async Task<GoodPractice> PracticeAsync()
    {
        await using var db = hub.Db();
        return await db.Cases.OfType<GoodPractice>().AsNoTracking().SingleAsync(one => one.Id == Id, Token);
    }

    public async Task<HumanTask?> TaskAsync(string title)
    {
        await using var db = hub.Db();
        return await db.Tasks.AsNoTracking().Include(t => t.Seats).SingleOrDefaultAsync(t => t.CaseId == Id && t.Title == title && t.State == TaskState.Open, Token);
    }

    /// <summary>Who is asked, by address.</summary>
    public async Task<IReadOnlyList<string>> AskedAsync(string title)
    {
        var seated = (await TaskAsync(title))!.Seats.Select(seat => seat.PersonId).ToList();
        await using var db = hub.Db();
        return await db.People.Where(person => seated.Contains(person.Id)).Select(person => person.Email).Order().ToListAsync(Token);
    }

    public async Task AnswerAsync(string title, string who, string option, Dictionary<string, string>? fields = null, string? comment = null)
    {
        var task = await TaskAsync(title);
        Assert.True(task is not null, $"{title} is not open.");
        var access = new BySeat(await hub.ViewerAsync(who), task.Id);
        var page = Assert.IsType<TaskPage>(await hub.SendAsync(new OpenTask(access)));
        var result = await hub.SendAsync(new DecideTask(access, option, comment, fields ?? [], page.Task.Version, page.Digest));
        Assert.True(result is TaskDecided, $"{title} by {who}: {result} {(result as DecideInvalid)?.Problems[0]}");
        await hub.SettleAsync();
    }

    /// <summary>Mails of a kind about the good practice, by who got them.</summary>
    public async Task<IReadOnlyList<string>> ToldAsync(string kind)
    {
        await using var db = hub.Db();
        return await (from mail in db.Mails join person in db.People on mail.ToPersonId equals person.Id where mail.Kind == kind && mail.CaseId == Id orderby mail.QueuedAt, person.Email select person.Email).ToListAsync(Token);
    }

    public PublishedPractices Published => hub.Services.GetRequiredService<PublishedPractices>();

    public async Task<PublicPractice?> ReadAsync() => (await Published.FindAsync(HubKey, (await PracticeAsync()).Slug!, Token))?.Practice;

    /// <summary>A picture of one colour.</summary>
    public static Upload Png(int width, int height) => Of(Encode(width, height, SKEncodedImageFormat.Png), "square.png");

    public static Upload Of(byte[] bytes, string name) => new(name, bytes.Length, () => new MemoryStream(bytes));

    /// <summary>Left half red, right half blue.</summary>
    public static byte[] Encode(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.Red);
            using var paint = new SKPaint { Color = SKColors.Blue };
            canvas.DrawRect(width / 2f, 0, width / 2f, height, paint);
        }

        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();
}
