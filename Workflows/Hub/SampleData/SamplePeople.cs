using StrongCities.Hub.Cities;
using StrongCities.Hub.People;

namespace StrongCities.Hub.SampleData;

/// <summary>Invented people, all at <c>example.org</c>.</summary>
public static class SamplePeople
{
    private static readonly Dictionary<string, (string[] Coordinators, string[] Signatories)> Names = new()
    {
        ["sq"] = (["Arta Hoxha", "Blerim Krasniqi", "Drita Shehu", "Ermal Leka", "Valbona Gashi"], ["Ilir Dervishi", "Mimoza Berisha", "Agim Kola"]),
        ["bs"] = (["Amra Hodžić", "Emir Begić", "Lejla Kovačević", "Tarik Delić"], ["Senad Imamović", "Jasmina Mujić"]),
        ["sr-Latn"] = (["Jelena Popović", "Marko Vuković", "Ivana Radović", "Luka Perović"], ["Nikola Đurović", "Milica Stanković"]),
        ["sr-Cyrl"] = (["Јована Илић", "Милош Петровић", "Тамара Савић", "Стефан Лукић"], ["Горан Марјановић", "Весна Тодоровић"]),
        ["mk"] = (["Ана Стојановска", "Бојан Трајковски", "Елена Ристеска", "Дарко Илиев"], ["Зоран Николовски", "Лидија Петровска"]),
    };

    /// <summary>The staff of the sample hub. The host gives them passwords.</summary>
    public static IReadOnlyList<SampleStaff> Staff { get; } =
    [
        new("lead@example.org", "Mira Kostić", "en", Roles.HubLead),
        new("advisor@example.org", "Daniel Weber", "en", Roles.Advisor),
        new("advisor2@example.org", "Besa Rama", "sq", Roles.Advisor),
        new("designer@example.org", "Petar Jovanov", "en", Roles.Designer),
        new("operator@example.org", "Nina Fischer", "en", Roles.Operator),
    ];

    /// <summary>The address of a sample city's coordinator, such as <c>ana.kumanovo@example.org</c>.</summary>
    /// <param name="cityKey">One of <see cref="SampleCities"/>.</param>
    /// <returns>The address.</returns>
    public static string CoordinatorOf(string cityKey) => AddressOf(cityKey, Indexed(cityKey).Coordinator);

    /// <summary>The address of a sample city's signatory.</summary>
    /// <param name="cityKey">One of <see cref="SampleCities"/>.</param>
    /// <returns>The address.</returns>
    public static string SignatoryOf(string cityKey) => AddressOf(cityKey, Indexed(cityKey).Signatory);

    /// <summary>A coordinator and a signatory for a city.</summary>
    internal static IEnumerable<Person> Of(SampleCity sample, City city, DateTimeOffset now)
    {
        var (coordinator, signatory) = Indexed(sample.Key);
        return [Make(coordinator, Roles.Coordinator), Make(signatory, Roles.Signatory)];

        Person Make(string name, Roles roles) => new()
        {
            Id = Guid.CreateVersion7(now),
            HubId = city.HubId,
            CityId = city.Id,
            Email = AddressOf(sample.Key, name),
            Name = name,
            Language = sample.MailLanguage,
            Roles = roles,
            CreatedAt = now,
        };
    }

    private static (string Coordinator, string Signatory) Indexed(string cityKey)
    {
        var alike = SampleCities.All.Where(city => city.MailLanguage == SampleCities.All.Single(c => c.Key == cityKey).MailLanguage).ToList();
        var index = alike.FindIndex(city => city.Key == cityKey);
        var (coordinators, signatories) = Names[alike[0].MailLanguage];
        return (coordinators[index % coordinators.Length], signatories[index % signatories.Length]);
    }

    private static string AddressOf(string cityKey, string name) => $"{SampleLetters.Plain(name.Split(' ')[0])}.{cityKey}@example.org";
}

/// <summary>One member of the sample hub's staff.</summary>
/// <param name="Email">At <c>example.org</c>.</param>
/// <param name="Name">Invented.</param>
/// <param name="Language">One of <see cref="Languages.All"/>.</param>
/// <param name="Roles">Staff roles.</param>
public sealed record SampleStaff(string Email, string Name, string Language, Roles Roles);
