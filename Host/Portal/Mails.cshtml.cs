using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.People;

namespace StrongCities.Host.Portal;

/// <summary>Somebody chooses when and how mail comes to them. For cities and hub alike.</summary>
internal sealed class MailsModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public Person Person => me.Found!.Person;

    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    [BindProperty]
    public NoticeMails Notices { get; set; }

    [BindProperty]
    public bool Surveys { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? Until { get; set; }

    public void OnGet() => (Notices, Surveys, From, Until) = (Person.Notices, !Person.RefusesSurveys, Typed(Person.MailFrom), Typed(Person.MailUntil));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        IReadOnlyList<FieldProblem> problems = Read(From, out var from) && Read(Until, out var until)
            ? await mediator.Send(new ChangeMyMails(me.Viewer, Notices, Surveys, from, until), cancellation)
            : [new FieldProblem("Until", "Problem.Hours", 2)];
        if (problems.Count == 0)
        {
            return Redirect("/mails?saved=true");
        }

        IsSaved = false;
        ModelState.Clear();
        ModelState.Add(problems, words, field => field);
        return Page();
    }

    private static string? Typed(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static bool Read(string? typed, out TimeOnly? time)
    {
        time = TimeOnly.TryParseExact(typed, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return time is not null || string.IsNullOrWhiteSpace(typed);
    }
}
