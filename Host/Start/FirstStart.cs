using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.SampleData;

namespace StrongCities.Host.Start;

/// <summary>
/// What a newcomer need not do by hand: in development an empty database is filled with a hub, its cities, people and cases, and the staff
/// gets passwords. Done before the host listens, so that whoever finds it ready finds it filled.
/// </summary>
internal sealed class FirstStart(IServiceScopeFactory scopes, SamplePassword password) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlantSampleData>().RunAsync(cancellationToken);
        await AddAccountsAsync(scope.ServiceProvider, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Each account by itself, so that a start that was broken off is made good by the next.
    private async Task AddAccountsAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var accounts = services.GetRequiredService<UserManager<StaffAccount>>();
        await using var db = services.GetRequiredService<HubDbFactory>().Create(null);
        foreach (var email in SamplePeople.Staff.Select(staff => staff.Email))
        {
            if (await accounts.FindByNameAsync(email) is null
                && await db.People.SingleOrDefaultAsync(person => person.Email == email, cancellation) is { } person)
            {
                var made = await accounts.CreateAsync(new StaffAccount { Id = person.Id, UserName = email, Email = email }, password.Read());
                if (!made.Succeeded)
                {
                    throw new InvalidOperationException($"A sample account could not be made: {string.Join(' ', made.Errors.Select(error => error.Description))}");
                }
            }
        }
    }
}

/// <summary>The password of every sample account: random, made once, known only to whoever reads this machine's data folder or console.</summary>
/// <param name="file">Keeps it.</param>
internal sealed class SamplePassword(string file)
{
    public string Read()
    {
        if (!File.Exists(file))
        {
            File.WriteAllText(file, RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 12));
        }

        return File.ReadAllText(file).Trim();
    }
}

/// <summary>How the host begins.</summary>
internal static class Beginning
{
    /// <summary>Fills an empty database in development, unless <c>SampleData</c> is false. To be called after the hub's own services.</summary>
    public static void AddFirstStart(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment() && builder.Configuration.GetValue("SampleData", true))
        {
            builder.Services.AddSingleton(new SamplePassword(Path.Combine(builder.DataFolder(), "development-password.txt")));
            builder.Services.AddHostedService<FirstStart>();
        }
    }

    /// <summary>Builds the model of the database, the dearest step of a start, beside the steps that do not need it.</summary>
    public static void WarmDatabase(this WebApplication app)
    {
        var databases = app.Services.GetRequiredService<HubDbFactory>();
        // Nobody waits for it: whoever needs the model first waits there, and hears there if it cannot be built.
        _ = Task.Run(() =>
        {
            using var db = databases.Create(null);
            return db.Model.GetEntityTypes().Count();
        });
    }

    /// <summary><c>dotnet StrongCities.Host.dll migrate</c>: brings the database up to date, which in development happens by itself.</summary>
    public static Task MigrateAsync(this WebApplication app) =>
        app.Services.GetRequiredService<HubDbFactory>().MigrateAsync(app.Lifetime.ApplicationStopping);
}
