using StrongCities.Hub.Cities;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Host.Start;

/// <summary>The hub that a newcomer finds: real cities, invented people, all at <c>example.org</c>.</summary>
internal static class SampleHub
{
    public const string Lead = "lead@example.org";
    public const string Advisor = "advisor@example.org";
    public const string Kumanovo = "kumanovo@example.org";

    /// <summary>Everybody of the hub, with the languages that they would speak.</summary>
    private static readonly (string Email, string Name, string Language, Roles Roles)[] Staff =
    [
        (Lead, "Vesna Dimitrova", "en", Roles.HubLead | Roles.Advisor),
        (Advisor, "Arben Kelmendi", "en", Roles.Advisor),
        ("advisor.two@example.org", "Ivana Radović", "sr-Latn", Roles.Advisor),
        ("designer@example.org", "Emir Hodžić", "bs", Roles.Designer | Roles.Advisor),
        ("operator@example.org", "Jelena Pavlović", "sr-Latn", Roles.Operator),
    ];

    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["sq"] = ["Arta Shala", "Besnik Leka", "Drita Hoxha", "Ilir Marku", "Mimoza Deda", "Valon Berisha", "Teuta Prifti", "Genti Kola"],
        ["bs"] = ["Amra Begić", "Nermin Delić", "Lejla Kovač", "Adnan Softić", "Selma Imamović"],
        ["sr-Latn"] = ["Milica Vuković", "Nikola Perović", "Ana Knežević", "Marko Bulatović", "Tamara Lakić"],
        ["sr-Cyrl"] = ["Јована Николић", "Милан Стојановић", "Драгана Илић", "Петар Савић"],
        ["mk"] = ["Елена Стојановска", "Горан Трајковски", "Билјана Петровска", "Дејан Ристов", "Марија Илиева"],
    };

    /// <summary>Adds hub, cities and people to an empty database.</summary>
    public static void AddTo(HubDb db, DateTimeOffset now)
    {
        var hub = new RegionalHub
        {
            Id = Guid.CreateVersion7(now),
            Key = "western-balkans",
            Name = "Western Balkans Hub",
            NumberPrefix = "WB",
            Calendar = "MK",
            TimeZone = "Europe/Skopje",
            Email = "hub@example.org",
        };
        db.Add(hub);
        db.AddRange(Staff.Select(person => Person(hub, null, person.Email, person.Name, person.Language, person.Roles, now)));
        var met = new Dictionary<string, int>();
        foreach (var sample in SampleCities.All)
        {
            var city = CityOf(hub, sample, now);
            db.Add(city);
            db.AddRange(PeopleOf(hub, city, met, now));
        }
    }

    private static City CityOf(RegionalHub hub, SampleCity sample, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        HubId = hub.Id,
        Key = sample.Key,
        Name = sample.Name,
        LocalName = sample.CyrillicName,
        Country = sample.Country,
        Calendar = sample.Calendar,
        TimeZone = sample.TimeZone,
        Language = sample.MailLanguage,
        Population = sample.Population,
        GeoNamesId = sample.GeoNamesId,
    };

    private static IEnumerable<Person> PeopleOf(RegionalHub hub, City city, Dictionary<string, int> met, DateTimeOffset now)
    {
        var names = Names[city.Language];
        string Next()
        {
            var turn = met[city.Language] = met.GetValueOrDefault(city.Language) + 1;
            return names[(turn - 1) % names.Length];
        }

        yield return Person(hub, city, $"{city.Key}@example.org", Next(), city.Language, Roles.Coordinator, now);
        yield return Person(hub, city, $"mayor.{city.Key}@example.org", Next(), city.Language, Roles.Signatory, now);
        yield return Person(hub, city, $"reader.{city.Key}@example.org", Next(), city.Language, Roles.Viewer, now);
    }

    private static Person Person(RegionalHub hub, City? city, string email, string name, string language, Roles roles, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        HubId = hub.Id,
        CityId = city?.Id,
        Email = email,
        Name = name,
        Language = language,
        Roles = roles,
        CreatedAt = now,
    };
}
