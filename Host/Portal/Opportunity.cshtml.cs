using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;

namespace StrongCities.Host.Portal;

/// <summary>One opportunity as people of a city see it: what is asked of them now, why it fits or does not, what it would cost, and how to hear no more of its like.</summary>
internal sealed class OpportunityModel(IMediator mediator, CurrentViewer me) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public OpportunityPage Shown { get; private set; } = null!;

    /// <summary>What it is for the city; <see langword="null"/> while nobody has screened it.</summary>
    public MatchLine? Match { get; private set; }

    /// <summary>The city's dealings with it.</summary>
    public IReadOnlyList<DealingLine> Dealings { get; private set; } = [];

    /// <summary>Themes that the city has stopped.</summary>
    public IReadOnlySet<string> Stopped { get; private set; } = new HashSet<string>();

    /// <summary>What one award would ask of the city.</summary>
    public Money? OwnShare => OpportunityBrief.Of(Shown.Opportunity, null).OwnShare;

    public bool MayStop => me.Viewer.Is(RoleSets.CityVoice);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await FindAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? act, string? theme, CancellationToken cancellation)
    {
        if (!MayStop || !await FindAsync(cancellation))
        {
            return NotFound();
        }

        var city = me.Viewer.CityId!.Value;
        switch (act)
        {
            case "stop" when HubThemes.All.Contains(theme):
                await mediator.Send(new TeachProfile(me.Viewer, city, RefusalKind.Theme, theme, null, null, Id), cancellation);
                break;
            case "resume":
                await mediator.Send(new UnteachProfile(me.Viewer, city, RefusalKind.Theme, theme, null), cancellation);
                break;
        }

        return Redirect($"/opportunities/{Id}#themes");
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        if (me.Viewer.CityId is not { } city || await mediator.Send(new GetOpportunity(me.Viewer, Id), cancellation) is not { } page)
        {
            return false;
        }

        Shown = page;
        Match = (await mediator.Send(new JudgeForCity(me.Viewer, [Id]), cancellation)).GetValueOrDefault(Id);
        Dealings = await mediator.Send(new ListDealings(me.Viewer, Id), cancellation);
        Stopped = (await mediator.Send(new GetProfile(me.Viewer, city), cancellation))!.Profile.Refusals
            .Where(refusal => refusal.Kind == RefusalKind.Theme).Select(refusal => refusal.Value ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
        return true;
    }
}
