using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace StrongCities.Hub.People;

/// <summary>How people, their accounts and their sign-in links are stored.</summary>
internal static class PeopleModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Person>(person =>
        {
            person.HasIndex(p => p.Email).IsUnique();
            person.Property(p => p.Notices).HasConversion<string>().HasMaxLength(16).HasDefaultValue(NoticeMails.AtOnce);
            person.HasIndex(p => new { p.HubId, p.CityId });
        });
        model.Entity<Absence>(absence =>
        {
            absence.ToTable("Absences");
            absence.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId);
            absence.HasOne<Person>().WithMany().HasForeignKey(a => a.SubstituteId);
            absence.HasIndex(a => new { a.PersonId, a.Until });
        });
        model.Entity<SignInLink>(link =>
        {
            link.HasKey(l => l.PublicId);
            link.HasIndex(l => new { l.PersonId, l.IssuedAt });
        });
        model.Entity<StaffAccount>(account =>
        {
            account.ToTable("Accounts");
            account.HasIndex(a => a.NormalizedUserName).IsUnique();
            account.HasIndex(a => a.NormalizedEmail);
            account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            account.HasOne<Person>().WithOne().HasForeignKey<StaffAccount>(a => a.Id);
            account.HasMany<IdentityUserClaim<Guid>>().WithOne().HasForeignKey(c => c.UserId);
            account.HasMany<IdentityUserLogin<Guid>>().WithOne().HasForeignKey(l => l.UserId);
            account.HasMany<IdentityUserToken<Guid>>().WithOne().HasForeignKey(t => t.UserId);
        });
        model.Entity<IdentityUserClaim<Guid>>().ToTable("AccountClaims");
        model.Entity<IdentityUserLogin<Guid>>().ToTable("AccountLogins").HasKey(l => new { l.LoginProvider, l.ProviderKey });
        model.Entity<IdentityUserToken<Guid>>().ToTable("AccountTokens").HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
    }
}
