using StrongCities.Hub.Experts;

namespace StrongCities.Hub.SampleData;

/// <summary>An invented pool of people who help, with real places.</summary>
internal static class SampleExperts
{
    public static IReadOnlyList<ExpertForm> All { get; } =
    [
        Outsider(HelperKind.Expert, "Ana Kovač", "ana.kovac@example.org", ["sr", "bs", "en"], ["prevention", "youth", "education"], new Seat("Novi Sad", "RS", 45.2517, 19.8369)),
        Outsider(HelperKind.Expert, "Ilir Basha", "ilir.basha@example.org", ["sq", "en"], ["cohesion", "local-government"], new Seat("Tirana", "AL", 41.3275, 19.8187)),
        Outsider(HelperKind.Expert, "Hanna Lindqvist", "hanna.lindqvist@example.org", ["en"], ["prevention", "digital", "rights"], new Seat("Malmö", "SE", 55.6059, 13.0007)),
        Outsider(HelperKind.Contact, "Vera Nikolova", "vera.nikolova@example.org", ["mk", "en"], [], new Seat("Skopje", "MK", 41.9981, 21.4254)) with { Countries = ["MK"], Organisation = "National coordinator" },
        Peer("tetovo", ["sq", "mk"], ["youth", "cohesion"]),
        Peer("bar", ["sr", "sq"], ["local-government", "disaster"]),
    ];

    private static ExpertForm Outsider(HelperKind kind, string name, string email, string[] languages, string[] themes, Seat seat) =>
        new() { Kind = kind, Name = name, Email = email, Languages = languages, Themes = themes, Seat = seat };

    private static ExpertForm Peer(string cityKey, string[] languages, string[] themes)
    {
        var city = Cities.SampleCities.All.Single(known => known.Key == cityKey);
        return new()
        {
            Kind = HelperKind.PeerCity, Email = SamplePeople.CoordinatorOf(cityKey), Languages = languages, Themes = themes,
            Seat = new Seat(city.Name, city.Country, city.Latitude, city.Longitude),
        };
    }
}
