using StrongCities.Hub.Assistance;

namespace StrongCities.Hub.SampleData;

/// <summary>Invented requests about plausible matters, each in its city's language, and how far they have come.</summary>
internal static class SampleCases
{
    public static IReadOnlyList<SampleCase> All { get; } =
    [
        new("kumanovo", new RequestForm
        {
            Title = "Безбедни училишта по судири меѓу навивачи",
            Lane = Lane.ShortAdvice,
            Problem = "По два судира меѓу млади навивачки групи, директорите на три средни училишта бараат заеднички план за превенција.",
            Wish = "Дводневна советничка посета и работилница со училиштата, полицијата и спортските клубови.",
            Authority = "Градоначалник и одделение за образование",
            Risks = "Насилство меѓу млади, говор на омраза",
        }, Wished: 60),
        new("elbasan", new RequestForm
        {
            Title = "Plan lokal për parandalimin e ekstremizmit te të rinjtë",
            Lane = Lane.ShortAdvice,
            Problem = "Bashkia dëshiron të përditësojë planin lokal, por i mungon përvoja për të përfshirë shkollat dhe organizatat e të rinjve.",
            Wish = "Një ekspert që punon katër ditë me grupin e punës.",
            Authority = "Këshilli bashkiak",
            Risks = "Radikalizim në internet, largim nga shkolla",
            EarlierHelp = "Trajnim njëditor në vitin 2024",
        }, Wished: 120)
        {
            Acts = [new("Accept", "Nevojë e qartë, mbështetje nga këshilli.")],
        },
        new("tuzla", new RequestForm
        {
            Title = "Dijalog u naselju nakon napetosti",
            Lane = Lane.ShortAdvice,
            Problem = "U jednom naselju raste nepovjerenje između starih i novih stanovnika. Mjesna zajednica traži podršku za vođen razgovor.",
            Authority = "Služba za društvene djelatnosti",
        }, Wished: null),
        new("novi-pazar", new RequestForm
        {
            Title = "Koja pravila važe za kamere na trgovima?",
            Lane = Lane.Question,
            Problem = "Grad razmatra kamere na dva trga. Pre odluke želimo da znamo koja pravila o zaštiti podataka treba poštovati.",
            Wish = "Kratak pismen odgovor sa primerima iz drugih gradova.",
            Authority = "Gradska uprava, odeljenje za pravne poslove",
        }, Wished: 30)
        {
            Acts = [new("Accept", null)],
        },
        new("danilovgrad", new RequestForm
        {
            Title = "Osnivanje lokalnog savjeta za bezbjednost",
            Lane = Lane.Assignment,
            Problem = "Opština želi savjet u kojem sjede policija, škole, centar za socijalni rad i građani, a nema iskustva s takvim tijelom.",
            Wish = "Okrugli sto s gradovima koji takav savjet već imaju i nacrt poslovnika.",
            Authority = "Predsjednica opštine",
            Risks = "Vršnjačko nasilje, nepovjerenje u institucije",
        }, Wished: 90)
        {
            Acts = [new("Accept", "Dobar primjer za susjedne gradove."), new("NoObjection", null)],
        },
        new("banja-luka", new RequestForm
        {
            Title = "Обука за рад са младима на улици",
            Lane = Lane.ShortAdvice,
            Problem = "Градска управа је запослила шест теренских радника. Потребна им је обука за препознавање говора мржње и насиља.",
            Wish = "Тродневна обука са вјежбама.",
            Authority = "Градоначелник",
        }, Wished: 75)
        {
            Acts = [new("Accept", null), new("Approve", null), new("Answered", null, "Тим центра и обучени радници из Ниша")],
        },
        new("prizren", new RequestForm
        {
            Title = "Tensione pas shkrimeve në mure",
            Lane = Lane.Urgent,
            Problem = "Këtë javë u shfaqën shkrime urrejtjeje pranë dy objekteve fetare. Frikësohemi nga incidente gjatë fundjavës.",
            Wish = "Telefonatë sot me dikë që ka përballuar situata të tilla.",
            Authority = "Kryetari i komunës",
            Risks = "Tensione ndërfetare",
        }, Wished: 3),
        new("tetovo", new RequestForm
        {
            Title = "Blerje pajisjesh për sallën e sportit",
            Lane = Lane.Assignment,
            Problem = "Komuna kërkon mjete për të blerë pajisje të reja për sallën e sportit.",
            Wish = "Mbulimi i shpenzimeve për pajisje.",
            Authority = "Sektori për financa",
        }, Wished: 60)
        {
            Acts = [new("Decline", "Qendra jep këshilla, jo mjete financiare. Shikoni programet e hapura të ministrisë për sport.")],
        },
    ];
}

/// <summary>One sample request.</summary>
/// <param name="CityKey">Whose.</param>
/// <param name="Form">What it says.</param>
/// <param name="Wished">In so many days help is wished; <see langword="null"/> leaves a gap.</param>
internal sealed record SampleCase(string CityKey, RequestForm Form, int? Wished)
{
    /// <summary>What is done then, task by task.</summary>
    public IReadOnlyList<SampleAct> Acts { get; init; } = [];
}

/// <summary>One act of hub staff.</summary>
/// <param name="Option">What is chosen.</param>
/// <param name="Comment">In words.</param>
/// <param name="Helper">Who helps, where the task asks for it.</param>
internal sealed record SampleAct(string Option, string? Comment, string? Helper = null);
