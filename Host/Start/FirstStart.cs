using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.SampleData;

namespace StrongCities.Host.Start;

/// <summary>What a newcomer need not do by hand.</summary>
internal static class FirstStart
{
    private const string PasswordFile = "development-password.txt";

    /// <summary><c>dotnet StrongCities.Host.dll migrate</c>: brings the database up to date, which in development happens by itself.</summary>
    public static Task MigrateAsync(this WebApplication app) =>
        app.Services.GetRequiredService<HubDbFactory>().MigrateAsync(app.Lifetime.ApplicationStopping);

    /// <summary>Whether an empty database is filled at start: in development, unless <c>SampleData</c> is false.</summary>
    public static bool HasSampleData(this WebApplication app) => app.Environment.IsDevelopment() && app.Configuration.GetValue("SampleData", true);

    /// <summary>Fills an empty database with a hub, its cities, people and cases, and gives its staff passwords.</summary>
    public static async Task PlantSampleDataAsync(this WebApplication app)
    {
        if (!app.HasSampleData())
        {
            return;
        }

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlantSampleData>().RunAsync(app.Lifetime.ApplicationStopping);
        await AddAccountsAsync(scope.ServiceProvider, app.SamplePassword(), app.Lifetime.ApplicationStopping);
    }

    /// <summary>The password of every sample account: random, made once, known only to whoever reads this machine's data folder or console.</summary>
    public static string SamplePassword(this WebApplication app)
    {
        var file = Path.Combine(app.Configuration["Storage:DataFolder"]!, PasswordFile);
        if (!File.Exists(file))
        {
            File.WriteAllText(file, RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 12));
        }

        return File.ReadAllText(file).Trim();
    }

    // Each account by itself, so that a start that was broken off is made good by the next.
    private static async Task AddAccountsAsync(IServiceProvider services, string password, CancellationToken cancellation)
    {
        var accounts = services.GetRequiredService<UserManager<StaffAccount>>();
        await using var db = services.GetRequiredService<HubDbFactory>().Create(null);
        foreach (var staff in SamplePeople.Staff)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await accounts.FindByNameAsync(staff.Email) is null && db.People.SingleOrDefault(person => person.Email == staff.Email) is { } person)
            {
                var made = await accounts.CreateAsync(new StaffAccount { Id = person.Id, UserName = person.Email, Email = person.Email }, password);
                if (!made.Succeeded)
                {
                    throw new InvalidOperationException($"A sample account could not be made: {string.Join(' ', made.Errors.Select(error => error.Description))}");
                }
            }
        }
    }
}
