using System.Net.Mail;

namespace StrongCities.Hub.People;

/// <summary>What a person's entry must look like.</summary>
internal static class PersonRules
{
    private const int MaxName = 200;
    private const int MaxEmail = 254;

    /// <summary>An address as it is stored and compared.</summary>
    public static string Normal(string email) => email.Trim().ToLowerInvariant();

    public static IEnumerable<FieldProblem> Email(string email)
    {
        var normal = Normal(email);
        if (normal.Length > MaxEmail || normal.Any(char.IsControl) || !MailAddress.TryCreate(normal, out var address) || address.Address != normal)
        {
            yield return new FieldProblem("Email", "Problem.Email");
        }
    }

    public static IEnumerable<FieldProblem> Common(string name, string language)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            yield return new FieldProblem("Name", "Problem.Required");
        }
        else if (name.Length > MaxName || name.Any(char.IsControl))
        {
            yield return new FieldProblem("Name", "Problem.TooLong", MaxName);
        }

        if (!Languages.All.Contains(language))
        {
            yield return new FieldProblem("Language", "Problem.Choice");
        }
    }

    public static IEnumerable<FieldProblem> Common(string name, string language, Roles roles, Guid? cityId) =>
        [.. Common(name, language), .. Roles(roles, cityId)];

    /// <summary>City people hold city roles, staff hold staff roles; at least one.</summary>
    public static IEnumerable<FieldProblem> Roles(Roles roles, Guid? cityId)
    {
        var fitting = cityId is null ? RoleSets.Staff : RoleSets.City;
        if (roles == People.Roles.None || (roles & ~fitting) != 0)
        {
            yield return new FieldProblem("Roles", cityId is null ? "Problem.StaffRoles" : "Problem.CityRoles");
        }
    }
}
