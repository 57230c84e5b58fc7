using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StrongCities.Host.Identity;
using StrongCities.Host.Layout;
using StrongCities.Host.Words;
using StrongCities.Hub;
using StrongCities.Hub.Matching;
using StrongCities.Hub.People;

namespace StrongCities.Host.Matching;

/// <summary>A city's profile: read, saved, and what is not for the city taught and taken back. The portal and the desk have a page each.</summary>
internal abstract class ProfilePageModel(IMediator mediator, CurrentViewer me, PageWords words) : PageModel
{
    public ProfileView Shown { get; private set; } = null!;

    public bool IsDesk => me.Viewer.IsStaff;

    public bool MayChange => me.Viewer.Is(RoleSets.CityVoice | RoleSets.CaseStaff);

    [BindProperty(SupportsGet = true, Name = "saved")]
    public bool IsSaved { get; set; }

    [BindProperty]
    public int BasedOn { get; set; }

    [BindProperty]
    public ProfileInput Input { get; set; } = new();

    /// <summary><c>teach</c>, <c>untaught</c>, or nothing for the whole form.</summary>
    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public RefusalInput Not { get; set; } = new();

    protected abstract string Address { get; }

    protected async Task<IActionResult> ShowAsync(Guid? cityId, CancellationToken cancellation)
    {
        if (!await FindAsync(cityId, cancellation))
        {
            return NotFound();
        }

        (Input, BasedOn) = (ProfileInput.From(Shown.Profile), Shown.Version);
        return Page();
    }

    protected async Task<IActionResult> ChangeAsync(Guid? cityId, CancellationToken cancellation)
    {
        if (!MayChange || !await FindAsync(cityId, cancellation))
        {
            return NotFound();
        }

        IsSaved = false;
        ModelState.Clear();
        var city = Shown.City.Id;
        ProfileResult? result = Act switch
        {
            "teach" => await TeachAsync(city, cancellation),
            "untaught" => await mediator.Send(new UnteachProfile(me.Viewer, city, Not.Kind, Not.Value, Not.Currency), cancellation),
            _ => Input.Read(Shown.Profile, ModelState, words) is { } profile ? await mediator.Send(new ChangeProfile(me.Viewer, city, BasedOn, profile), cancellation) : null,
        };
        switch (result)
        {
            case ProfileKept:
                return Redirect($"{Address}?saved=true");
            case ProfileNotFound:
                return NotFound();
            case ProfileOverlap overlap:
                ModelState.AddModelError("", words["Profile.Overlap", overlap.ByName]);
                break;
            case ProfileInvalid invalid:
                ModelState.Add(invalid.Problems, words, field => Act == "teach" ? $"Not.{field}" : $"Input.{field}");
                break;
        }

        if (Act is not null)
        {
            (Input, BasedOn) = (ProfileInput.From(Shown.Profile), Shown.Version);
        }

        return Page();
    }

    private async Task<ProfileResult?> TeachAsync(Guid city, CancellationToken cancellation)
    {
        var from = ProfileInput.AmountOf(Not.From, Not.Currency, out var isWrong);
        if (isWrong)
        {
            ModelState.AddModelError("Not.From", words.Hub("Problem.Amount"));
            return null;
        }

        var value = Not.Kind switch { RefusalKind.Theme => Not.Theme, RefusalKind.Funder => Not.Funder, _ => null };
        return await mediator.Send(new TeachProfile(me.Viewer, city, Not.Kind, value, Not.Kind == RefusalKind.Size ? from : null, Not.Reason, null), cancellation);
    }

    private async Task<bool> FindAsync(Guid? cityId, CancellationToken cancellation)
    {
        Shown = cityId is { } id ? (await mediator.Send(new GetProfile(me.Viewer, id), cancellation))! : null!;
        return Shown is not null;
    }
}

/// <summary>What is not for the city, as typed; or what of it is taken back.</summary>
internal sealed class RefusalInput
{
    public RefusalKind Kind { get; set; }

    public string? Theme { get; set; }

    public string? Funder { get; set; }

    public string? From { get; set; }

    public string? Currency { get; set; }

    public string? Reason { get; set; }

    public string? Value { get; set; }
}
