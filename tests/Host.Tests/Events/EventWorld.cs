using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using StrongCities.Host.Tests.Hub;
using StrongCities.Hub;
using StrongCities.Hub.Events;
using StrongCities.Hub.Mail;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Events;

/// <summary>An event of the sample hub for three cities, and what people do about it.</summary>
internal static class EventWorld
{
    public const string Advisor = "advisor@example.org";

    public static readonly string Elbasan = SamplePeople.CoordinatorOf("elbasan");
    public static readonly string Kumanovo = SamplePeople.CoordinatorOf("kumanovo");
    public static readonly string Nis = SamplePeople.CoordinatorOf("nis");

    public static readonly EventPlan Plan = new("Three cities begin.", "", ["en"]);

    /// <summary>A Tuesday, a Wednesday and the Tuesday after; the last in winter time.</summary>
    public static readonly EventSlot[] Slots = [Slot(10, 20), Slot(10, 21), Slot(10, 27)];

    public static readonly ProgrammeItem[] Programme = [new(new TimeOnly(11, 0), "Kumanovo tells", "Kumanovo", "mk"), new(new TimeOnly(10, 0), "Welcome", "", "")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static EventSlot Slot(int month, int day, int from = 10, int until = 15) => new(new DateOnly(2026, month, day), new TimeOnly(from, 0), new TimeOnly(until, 30));

    public static Task<HubWorld> StartAsync() => HubWorld.StartAsync(("Matching:RunsByItself", "false"), ("Mail:HoldOutsideOfficeHours", "false"));

    public static async Task<ProposeEvent> IdeaAsync(this HubWorld world, params string[] cities)
    {
        await using var db = world.Db();
        var ids = await db.Cities.Where(city => cities.Contains(city.Key)).Select(city => city.Id).ToListAsync(Token);
        return new ProposeEvent(await world.ViewerAsync(Advisor), "Local safety councils", Plan, ids, Slots);
    }

    public static async Task<Guid> ProposeAsync(this HubWorld world) =>
        Assert.IsType<EventKept>(await world.SendAsync(await world.IdeaAsync("elbasan", "kumanovo", "nis"))).Id;

    /// <summary>Takes an event to where its poll is open.</summary>
    public static async Task<Guid> PollAsync(this HubWorld world)
    {
        var id = await world.ProposeAsync();
        await world.KeptAsync(new StartPoll(await world.ViewerAsync(Advisor), id));
        return id;
    }

    /// <summary>Takes an event to where everybody is invited to the first date; nobody answered the poll.</summary>
    public static async Task<Guid> InvitedAsync(this HubWorld world)
    {
        var id = await world.PollAsync();
        await world.AdvanceAsync(TimeSpan.FromDays(8));
        await world.ReplyAsync("HubEvent.Task.Date", Advisor, "Answered", ("EventDate", (await world.EventAsync(id)).Dates[0].Key));
        await world.PlanAsync(id, "Skopje");
        await world.KeptAsync(new SendInvitations(await world.ViewerAsync(Advisor), id));
        return id;
    }

    public static async Task PlanAsync(this HubWorld world, Guid id, string place, EventSlot? when = null) => await world.KeptAsync(
        new PlanEvent(await world.ViewerAsync(Advisor), id, "Local safety councils", Plan with { Place = place }, when ?? Slots[0], Programme));

    public static async Task KeptAsync(this HubWorld world, MediatR.IRequest<EventResult> deed)
    {
        var result = await world.SendAsync(deed);
        Assert.True(result is EventKept, result is EventInvalid invalid ? string.Join("; ", invalid.Problems.Select(problem => $"{problem.Field}: {problem.Key}")) : $"{result}");
        await world.SettleAsync();
    }

    public static async Task<IReadOnlyList<(string Field, string Key)>> RefusedAsync(this HubWorld world, MediatR.IRequest<EventResult> deed) =>
        [.. Assert.IsType<EventInvalid>(await world.SendAsync(deed)).Problems.Select(problem => (problem.Field, problem.Key))];

    public static async Task<HubEvent> EventAsync(this HubWorld world, Guid id)
    {
        await using var db = world.Db();
        return await db.Cases.OfType<HubEvent>().AsNoTracking().SingleAsync(about => about.Id == id, Token);
    }

    public static async Task<EventPhase> PhaseAsync(this HubWorld world, Guid id) => (await world.EventAsync(id)).Phase;

    public static async Task<IReadOnlyList<HumanTask>> OpenAsync(this HubWorld world, string title)
    {
        await using var db = world.Db();
        return await db.Tasks.AsNoTracking().Include(task => task.Seats).Where(task => task.State == TaskState.Open && task.Title == title).ToListAsync(Token);
    }

    /// <summary>Somebody answers the open task in which they have a seat.</summary>
    public static async Task ReplyAsync(this HubWorld world, string title, string who, string option, params (string Key, string Value)[] fields)
    {
        var viewer = await world.ViewerAsync(who);
        var task = Assert.Single(await world.OpenAsync(title), one => one.Seats.Any(seat => seat.PersonId == viewer.PersonId));
        var access = new BySeat(viewer, task.Id);
        var page = Assert.IsType<TaskPage>(await world.SendAsync(new OpenTask(access)));
        var result = await world.SendAsync(new DecideTask(
            access, option, option == "PromiseDropped" ? "No money." : null, fields.ToDictionary(field => field.Key, field => field.Value), page.Task.Version, page.Digest));
        Assert.True(result is TaskDecided or TaskVoted, result is DecideInvalid invalid ? string.Join("; ", invalid.Problems.Select(p => $"{p.Field}: {p.Key}")) : $"{title}: {result}");
        await world.SettleAsync();
    }

    /// <summary>What a poll's page asks: each date's answer in its order.</summary>
    public static async Task VoteAsync(this HubWorld world, Guid id, string who, params DateFit[] fits)
    {
        var dates = (await world.EventAsync(id)).Dates;
        await world.ReplyAsync("HubEvent.Task.Dates", who, "Answered", [.. dates.Zip(fits, (date, fit) => (date.Key, fit.ToString()))]);
    }

    /// <summary>Who got mails of a kind, in the order of sending: the city, or the hub.</summary>
    public static async Task<IReadOnlyList<string>> ToldAsync(this HubWorld world, string kind)
    {
        await using var db = world.Db();
        var mails = from mail in db.Mails join person in db.People on mail.ToPersonId equals person.Id where mail.Kind == kind && mail.State == MailState.Sent
                    orderby mail.QueuedAt, person.Email select person.Email;
        return [.. (await mails.ToListAsync(Token)).Select(CityOf)];
    }

    /// <summary>The same, each city once, sorted.</summary>
    public static async Task<IReadOnlyList<string>> CitiesToldAsync(this HubWorld world, string kind) => [.. (await world.ToldAsync(kind)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The newest calendar file that somebody got: method, uid, sequence.</summary>
    public static async Task<(string Method, string Uid, int Sequence, string Text)> CalendarAsync(this HubWorld world, string who)
    {
        await using var db = world.Db();
        foreach (var message in await db.Mailbox.AsNoTracking().Where(mail => mail.To == who).OrderByDescending(mail => mail.Id).ToListAsync(Token))
        {
            using var stream = new MemoryStream(message.Mime);
            var mime = await MimeMessage.LoadAsync(stream, Token);
            if (mime.BodyParts.OfType<TextPart>().FirstOrDefault(part => part.ContentType.IsMimeType("text", "calendar")) is { } file)
            {
                var text = file.Text.Replace("\r\n ", "", StringComparison.Ordinal);
                return (Line("METHOD"), Line("UID"), int.Parse(Line("SEQUENCE"), System.Globalization.CultureInfo.InvariantCulture), text);

                string Line(string name) => Regex.Match(text, $"^{name}:(.*?)\r?$", RegexOptions.Multiline).Groups[1].Value;
            }
        }

        throw new InvalidOperationException($"{who} got no calendar file.");
    }

    private static string CityOf(string email) => email == Advisor ? "hub" : email == Elbasan ? "elbasan" : email == Kumanovo ? "kumanovo" : email == Nis ? "nis" : email;
}
