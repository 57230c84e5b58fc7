using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace StrongCities.Host.Clock;

/// <summary>Shows the driven clock. Not there when the host lives by the machine's.</summary>
internal sealed class ClockModel(TimeProvider time, IServiceProvider services) : PageModel
{
    public DateTimeOffset Now => time.GetUtcNow();

    public IActionResult OnGet() => services.GetService<DrivenClock>() is null ? NotFound() : Page();
}
