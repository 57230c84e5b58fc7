using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Start;

/// <summary>A few cases on their way, made by the same use cases that people's clicks run.</summary>
/// <param name="mediator">Runs them.</param>
/// <param name="databases">Finds the people.</param>
internal sealed class SampleCases(IMediator mediator, HubDbFactory databases)
{
    private const string Done = "Accept";

    public async Task AddAsync(CancellationToken cancellation)
    {
        foreach (var (city, form, accepted) in Cases)
        {
            var asker = await ViewerAsync($"{city}@example.org", cancellation);
            var result = await mediator.Send(new SubmitRequest(asker, $"sample-{city}", form, []), cancellation);
            if (accepted && result is Submitted submitted)
            {
                await AcceptAsync(submitted.RequestId, cancellation);
            }
        }
    }

    private async Task AcceptAsync(Guid request, CancellationToken cancellation)
    {
        var advisor = await ViewerAsync(SampleHub.Advisor, cancellation);
        var tasks = await mediator.Send(new ListMyTasks(advisor), cancellation);
        if (tasks.FirstOrDefault(line => line.Task.RequestId == request) is not { } triage
            || await mediator.Send(new OpenTask(new BySeat(advisor, triage.Task.Id)), cancellation) is not TaskPage page)
        {
            return;
        }

        var fields = page.Task.Fields.Where(field => field.Required).ToDictionary(
            field => field.Key, field => field.Kind == TaskFieldKind.Staff ? advisor.PersonId.ToString() : "4");
        await mediator.Send(
            new DecideTask(new BySeat(advisor, triage.Task.Id), Done, "Fits what we do, and two other cities ask the same.", fields, page.Task.Version, page.Digest),
            cancellation);
    }

    private async Task<Viewer> ViewerAsync(string email, CancellationToken cancellation)
    {
        await using var db = databases.Create(null);
        var id = await db.People.Where(person => person.Email == email).Select(person => person.Id).SingleAsync(cancellation);
        return (await mediator.Send(new FindViewer(id), cancellation))!.Viewer;
    }

    private static readonly (string City, RequestForm Form, bool Accepted)[] Cases =
    [
        ("elbasan", new RequestForm
        {
            Title = "Si ta ndërtojmë një këshill lokal për sigurinë",
            Lane = Lane.Assignment,
            Problem = "Policia, shkollat dhe shërbimet sociale punojnë veç e veç. Duam një tryezë të përbashkët, por nuk dimë si ta nisim.",
            Wish = "Një ekspert për dy ditë dhe bisedë me një qytet që e ka bërë.",
            Authority = "Kryetari i bashkisë",
            WishedBy = null,
        }, false),
        ("tuzla", new RequestForm
        {
            Title = "Kako govoriti s mladima o mržnji na internetu",
            Lane = Lane.ShortAdvice,
            Problem = "U dvije škole su se pojavile grupe koje šire mržnju. Nastavnici traže materijale i obuku.",
            Wish = "Radionica za dvadeset nastavnika.",
            Authority = "Služba za obrazovanje",
        }, true),
        ("danilovgrad", new RequestForm
        {
            Title = "Okrugli sto o bezbjednosti u zajednici",
            Lane = Lane.Assignment,
            Problem = "Nova uprava želi lokalni savjet za bezbjednost i traži iskustva drugih gradova.",
        }, false),
        ("nis", new RequestForm
        {
            Title = "Претње активистима после протеста",
            Lane = Lane.Urgent,
            Problem = "После протеста тројица запослених у удружењима примају претње. Треба нам савет како да град реагује.",
            Wish = "Разговор са стручњаком у току дана.",
            Authority = "Градоначелник",
        }, false),
        ("bitola", new RequestForm
        {
            Title = "Прашање за повик за збратимени градови",
            Lane = Lane.Question,
            Problem = "Дали општина може да биде водечки партнер и колкаво е сопственото учество?",
            Wish = "Одговор по е-пошта.",
            Authority = "Сектор за развој",
        }, true),
    ];
}
