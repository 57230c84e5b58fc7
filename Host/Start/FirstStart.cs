using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.Start;

/// <summary>
/// What a newcomer need not do by hand. In development the database is brought up to date at each start, and filled at the first; elsewhere
/// <c>dotnet StrongCities.Host.dll migrate</c> brings it up to date.
/// </summary>
internal static class FirstStart
{
    private const string PasswordFile = "development-password.txt";

    /// <summary>Before anything else touches the database.</summary>
    public static async Task PrepareAsync(this WebApplication app, CancellationToken cancellation = default)
    {
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        await app.MigrateAsync(cancellation);
        if (app.Configuration.GetValue("SampleData", true) && await AddHubAsync(app.Services, cancellation))
        {
            await AddAccountsAsync(app.Services, app.Password(), cancellation);
        }
    }

    public static Task MigrateAsync(this WebApplication app, CancellationToken cancellation = default) =>
        app.Services.GetRequiredService<HubDbFactory>().MigrateAsync(cancellation);

    /// <summary>Once definitions are loaded: cases for an empty hub.</summary>
    public static async Task AddSampleCasesAsync(this WebApplication app, CancellationToken cancellation = default)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await using var db = scope.ServiceProvider.GetRequiredService<HubDbFactory>().Create(null);
        if (app.Environment.IsDevelopment() && app.Configuration.GetValue("SampleData", true) && !await db.Requests.AnyAsync(cancellation))
        {
            await ActivatorUtilities.CreateInstance<SampleCases>(scope.ServiceProvider).AddAsync(cancellation);
        }
    }

    /// <summary>The password of every sample account: random, made once, known only to whoever reads this machine's data folder or console.</summary>
    public static string Password(this WebApplication app)
    {
        var file = Path.Combine(app.Configuration["Storage:DataFolder"]!, PasswordFile);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 12));
        }

        return File.ReadAllText(file).Trim();
    }

    private static Task<bool> AddHubAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return services.GetRequiredService<CommitQueue>().CommitAsync(
            async (unit, stop) =>
            {
                var db = unit.Hub();
                if (await db.Hubs.AnyAsync(stop))
                {
                    return UnitResult.Refuse(false);
                }

                SampleHub.AddTo(db, now);
                return UnitResult.Keep(true);
            },
            cancellation);
    }

    private static async Task AddAccountsAsync(IServiceProvider services, string password, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<StaffAccount>>();
        await using var db = scope.ServiceProvider.GetRequiredService<HubDbFactory>().Create(null);
        foreach (var person in await db.People.Where(person => person.CityId == null).ToListAsync(cancellation))
        {
            var made = await accounts.CreateAsync(new StaffAccount { Id = person.Id, UserName = person.Email, Email = person.Email }, password);
            if (!made.Succeeded)
            {
                throw new InvalidOperationException($"A sample account could not be made: {string.Join(' ', made.Errors.Select(error => error.Description))}");
            }
        }
    }
}
