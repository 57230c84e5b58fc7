using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using StrongCities.Host.Identity;
using StrongCities.Host.Start;
using StrongCities.Hub;

namespace StrongCities.Host.Clock;

/// <summary>Chooses the one clock of the host, and lets people of the hub advance a driven one.</summary>
internal static class ClockSetup
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(3660);

    public static void AddClock(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Clock").Get<ClockOptions>() ?? new ClockOptions();
        if (options.Mode == ClockMode.System)
        {
            builder.Services.AddSingleton(TimeProvider.System);
            return;
        }

        if (!builder.Environment.IsDevelopment())
        {
            throw new InvalidOperationException("Clock:Mode is Driven, which is allowed in Development only: real deadlines would never come. Set it to System.");
        }

        var clock = new DrivenClock(Path.Combine(builder.DataFolder(), "clock.txt"), options.Start ?? TimeProvider.System.GetUtcNow());
        builder.Services.AddSingleton(clock).AddSingleton(clock.Time).AddSingleton<AdvanceClock>();
    }

    /// <summary><c>POST /desk/clock/advance</c> with <c>to</c> (ISO 8601) or <c>by</c> (<c>d.hh:mm</c>); answers with the new time when everything due has happened.</summary>
    public static void MapClock(this WebApplication app)
    {
        if (app.Services.GetService<DrivenClock>() is null)
        {
            return;
        }

        app.MapPost("/desk/clock/advance", async ([AsParameters] Jump jump, AdvanceClock advance, TimeProvider time, HttpContext http) =>
        {
            if (TargetOf(jump, time.GetUtcNow()) is not { } target)
            {
                return Results.BadRequest();
            }

            await advance.RunAsync(target, http.RequestAborted);
            return jump.Back is null
                ? Results.Ok(new { now = time.GetUtcNow() })
                : Results.LocalRedirect(LocalPath.Or(jump.Back, "/desk/clock"));
        }).RequireAuthorization(SignedIn.Staff);
    }

    private static DateTimeOffset? TargetOf(Jump jump, DateTimeOffset now) =>
        DateTimeOffset.TryParse(jump.To, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var to) && to >= now && to - now <= Furthest ? to
        : TimeSpan.TryParse(jump.By, CultureInfo.InvariantCulture, out var by) && by >= TimeSpan.Zero && by <= Furthest ? now + by
        : null;

    private sealed record Jump([property: FromForm] string? To, [property: FromForm] string? By, [property: FromForm] string? Back);
}
