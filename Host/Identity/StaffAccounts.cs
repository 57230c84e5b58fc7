using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.Identity;

/// <summary>Passwords of hub staff: ASP.NET Core Identity's users only, no roles, no claims; rights are the person's.</summary>
internal static class StaffAccounts
{
    public static void AddStaffAccounts(this IServiceCollection services)
    {
        services.AddScoped(provider => provider.GetRequiredService<IRuntimeDbFactory>().Create());
        services.AddIdentityCore<StaffAccount>(options =>
        {
            options.Password.RequiredLength = 12;
            options.Password.RequireDigit = false;
            options.Password.RequireLowercase = false;
            options.Password.RequireUppercase = false;
            options.Password.RequireNonAlphanumeric = false;
            options.Password.RequiredUniqueChars = 5;
            options.Lockout.MaxFailedAccessAttempts = 10;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            options.User.AllowedUserNameCharacters = "";
        }).AddUserStore<Store>();
        services.AddScoped<StaffPasswords>();
    }

    /// <summary>Reads by a context of its own, writes through the one door for writes.</summary>
    private sealed class Store(RuntimeDb db, CommitQueue queue) : UserOnlyStore<StaffAccount, RuntimeDb, Guid>(db)
    {
        public override Task<IdentityResult> CreateAsync(StaffAccount user, CancellationToken cancellationToken = default) =>
            queue.CommitAsync(
                async (unit, cancellation) =>
                {
                    await unit.Set<StaffAccount>().AddAsync(user, cancellation);
                    return UnitResult.Keep(IdentityResult.Success);
                },
                cancellationToken);

        public override Task<IdentityResult> UpdateAsync(StaffAccount user, CancellationToken cancellationToken = default) =>
            queue.CommitAsync(
                async (unit, cancellation) =>
                {
                    var kept = await unit.Set<StaffAccount>().SingleOrDefaultAsync(account => account.Id == user.Id, cancellation);
                    if (kept is null || kept.ConcurrencyStamp != user.ConcurrencyStamp)
                    {
                        return UnitResult.Refuse(IdentityResult.Failed(ErrorDescriber.ConcurrencyFailure()));
                    }

                    unit.Entry(kept).CurrentValues.SetValues(user);
                    kept.ConcurrencyStamp = Guid.NewGuid().ToString();
                    return UnitResult.Keep(IdentityResult.Success);
                },
                cancellationToken);

        public override Task<IdentityResult> DeleteAsync(StaffAccount user, CancellationToken cancellationToken = default) =>
            queue.CommitAsync(
                async (unit, cancellation) =>
                {
                    await unit.Set<StaffAccount>().Where(account => account.Id == user.Id).ExecuteDeleteAsync(cancellation);
                    return UnitResult.Keep(IdentityResult.Success);
                },
                cancellationToken);
    }
}
