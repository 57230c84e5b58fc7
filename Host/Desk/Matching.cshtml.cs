using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub.Matching;

namespace StrongCities.Host.Desk;

/// <summary>How the hub weighs and how much time things take. Advisors read it, the lead changes it.</summary>
internal sealed class MatchingModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    private static readonly (string Name, Func<MatchSettings, int> Get, Func<MatchSettings, int, MatchSettings> Set)[] All =
    [
        ("ThemeWeight", s => s.ThemeWeight, (s, v) => s with { ThemeWeight = v }),
        ("AmountWeight", s => s.AmountWeight, (s, v) => s with { AmountWeight = v }),
        ("CapacityWeight", s => s.CapacityWeight, (s, v) => s with { CapacityWeight = v }),
        ("PastWeight", s => s.PastWeight, (s, v) => s with { PastWeight = v }),
        ("PartnersWeight", s => s.PartnersWeight, (s, v) => s with { PartnersWeight = v }),
        ("TimeWeight", s => s.TimeWeight, (s, v) => s with { TimeWeight = v }),
        ("SingleStageDays", s => s.SingleStageDays, (s, v) => s with { SingleStageDays = v }),
        ("ConceptDays", s => s.ConceptDays, (s, v) => s with { ConceptDays = v }),
        ("AlertDays", s => s.AlertDays, (s, v) => s with { AlertDays = v }),
        ("PlanDays", s => s.PlanDays, (s, v) => s with { PlanDays = v }),
        ("RegistrationDays", s => s.RegistrationDays, (s, v) => s with { RegistrationDays = v }),
        ("TranslationDays", s => s.TranslationDays, (s, v) => s with { TranslationDays = v }),
        ("PartnerDays", s => s.PartnerDays, (s, v) => s with { PartnerDays = v }),
        ("MoneyDays", s => s.MoneyDays, (s, v) => s with { MoneyDays = v }),
        ("SmallPercent", s => s.SmallPercent, (s, v) => s with { SmallPercent = v }),
        ("LargePercent", s => s.LargePercent, (s, v) => s with { LargePercent = v }),
    ];

    private MatchSettings settings = MatchSettings.Default;

    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    [BindProperty]
    public Dictionary<string, string?> Typed { get; set; } = [];

    /// <summary>Each setting's name and what it holds.</summary>
    public IEnumerable<(string Name, string Value)> Fields => All.Select(one => (one.Name, Typed.GetValueOrDefault(one.Name) ?? Text(one.Get(settings))));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await FindAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        IsSaved = false;
        ModelState.Clear();
        var wished = settings;
        foreach (var (name, _, set) in All)
        {
            if (!Typed.TryGetValue(name, out var typed))
            {
                continue;
            }

            if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                wished = set(wished, value);
            }
            else
            {
                ModelState.AddModelError(NameOf(name), words["Matching.Whole"]);
            }
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (await mediator.Send(new ChangeMatchSettings(me.Viewer, wished), cancellation) is not { } problems)
        {
            return NotFound();
        }

        ModelState.Add(problems, words, NameOf);
        return problems.Count == 0 ? Redirect("/desk/matching?saved=true") : Page();
    }

    private static string NameOf(string field) => $"Typed[{field}]";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        var found = await mediator.Send(new GetMatchSettings(me.Viewer), cancellation);
        settings = found ?? settings;
        return found is not null;
    }
}
