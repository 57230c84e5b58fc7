using Microsoft.AspNetCore.Identity;
using StrongCities.Hub.People;

namespace StrongCities.Host.Identity;

/// <summary>Judges and keeps the passwords that staff choose.</summary>
internal sealed class StaffPasswords(UserManager<StaffAccount> accounts)
{
    /// <summary>Whether a password is good enough.</summary>
    public async Task<bool> AllowAsync(string password)
    {
        foreach (var validator in accounts.PasswordValidators)
        {
            if (!(await validator.ValidateAsync(accounts, new StaffAccount(), password)).Succeeded)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Keeps a password that is good enough: makes the account, or renews it and wakes it when it rests after wrong tries.</summary>
    public async Task KeepAsync(Person person, string password)
    {
        var known = await accounts.FindByIdAsync(person.Id.ToString());
        var account = known ?? new StaffAccount { Id = person.Id, UserName = person.Email, Email = person.Email };
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        account.SecurityStamp = Guid.NewGuid().ToString();
        (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
        var kept = known is null ? await accounts.CreateAsync(account) : await accounts.UpdateAsync(account);
        if (!kept.Succeeded)
        {
            throw new InvalidOperationException($"A password could not be kept: {string.Join(' ', kept.Errors.Select(error => error.Code))}");
        }
    }
}
