using CsCheck;
using StrongCities.Hub.Practices;
using Xunit;

namespace StrongCities.Host.Tests.Practices;

/// <summary>Names are hidden in all of their cases, whatever stands around them.</summary>
public sealed class NameFormsProperties
{
    private const string Role = "ROLE";

    /// <summary>A name and forms of it: Bosnian and Serbian, Albanian, Macedonian.</summary>
    private static readonly (string Name, string Forms)[] Table =
    [
        ("Petar", "Petar Petra Petru Petre Petrom Petrov Petrova Petrovoj Petrovim"),
        ("Aleksandar", "Aleksandra Aleksandru Aleksandre Aleksandrom Aleksandrov Aleksandrovog"),
        ("Dimitar", "Dimitra Dimitru Dimitrom"),
        ("Đorđe", "Đorđe Đorđa Đorđu Đorđem Đorđev Đorđeva Đorđeta"),
        ("Pavle", "Pavla Pavlu Pavlom Pavlov"),
        ("Pavao", "Pavao Pavla Pavlu Pavle Pavlom Pavlov Pavlovu"),
        ("Pero", "Pero Pere Peri Peru Perom Perin Perina Pera Perov"),
        ("Ivo", "Ivo Ive Ivi Ivu Ivom Ivin Iva Ivov"),
        ("Rade", "Rade Rada Radu Radom Radov Radeta Radetu"),
        ("Ana", "Ana Ane Ani Anu Ano Anom Anin Anine Aninoj"),
        ("Luka", "Luka Luke Luki Luku Lukom Lukin"),
        ("Milica", "Milica Milice Milici Milicu Milicom Miličin Miličinu"),
        ("Novak", "Novak Novaka Novaku Novače Novakom Novakov"),
        ("Vuk", "Vuk Vuka Vuku Vuče Vukom Vukov"),
        ("Predrag", "Predraga Predragu Predraže Predragom Predragov"),
        ("Vlah", "Vlaha Vlahu Vlaše Vlahom Vlahov"),
        ("Vrbanac", "Vrbanac Vrbanca Vrbancu Vrbanče Vrbancem Vrbančev Vrbančeva"),
        ("Vrabac", "Vrabac Vrapca Vrapcu Vrapče Vrapcem Vrapčev"),
        ("Čvorak", "Čvorak Čvorka Čvorku Čvorkom Čvorkov Čvorče"),
        ("Petrović", "Petrović Petrovića Petroviću Petrovićem Petrovićeva"),
        ("Petër", "Petër Petri Petrit Petrin"),
        ("Aleksandër", "Aleksandër Aleksandri Aleksandrit Aleksandrin"),
        ("Besa", "Besa Besës Besën Bese"),
        ("Lekë", "Lekë Leka Lekës Lekën"),
        ("Hoxha", "Hoxha Hoxhës Hoxhën"),
        ("Agim", "Agim Agimi Agimit Agimin"),
        ("Петар", "Петар Петра Петре Петру Петром Петров Петрова Петровата Петровите"),
        ("Александар", "Александра Александре Александру Александров"),
        ("Ђорђе", "Ђорђе Ђорђа Ђорђу Ђорђем Ђорђев"),
        ("Ѓорѓи", "Ѓорѓи Ѓорѓија Ѓорѓиев Ѓорѓиева"),
        ("Павел", "Павел Павле Павла Павлов"),
        ("Ана", "Ана Ане Ани Ану Анин Анината"),
        ("Милица", "Милице Милици Миличин"),
        ("Новак", "Новака Новаче Новаков"),
        ("Врабац", "Врабац Врапца Врапче Врапчев"),
    ];

    [Fact]
    public void Each_form_gives_way_to_the_role_and_nothing_around_it_does()
    {
        var rows = Table.SelectMany(row => row.Forms.Split(' ').Select(form => (row.Name, Form: form))).ToArray();
        Gen.Select(
                Gen.OneOf(rows), Gen.Bool, Gen.OneOf("", "With ", "We met (", "Потоа „", "– "), Gen.OneOf("", ".", ", and then", " дојде", "“ tha", "-like"), Gen.OneOf("", " Wombat"))
            .Sample(
                (row, isLoud, before, after, family) =>
                {
                    var form = isLoud ? row.Form.ToUpperInvariant() : row.Form;
                    var whole = family.Length == 0 ? row.Name : row.Name + family;
                    var said = HideNames.In($"{before}{form}{family}{after}", [new NamedPerson(whole, Role)]);
                    Assert.True(said == $"{before}{Role}{after}", $"'{before}{form}{family}{after}' became '{said}' for {whole}.");
                },
                iter: 5_000);
    }

    [Fact]
    public void Every_form_of_the_table_is_hidden() => Assert.Empty(
        from row in Table
        from form in row.Forms.Split(' ')
        from said in new[] { form, form.ToUpperInvariant() }
        where HideNames.In(said, [new NamedPerson(row.Name, Role)]) != Role
        select $"{row.Name}: {said}");

    [Theory]
    [InlineData("Petar", "Peter Petrol Petrovac Petrolina petra petrom Pet Petrokemija")]
    [InlineData("Ana", "And Any Answer An Ante Anđela")]
    [InlineData("Pavao", "Pavlaka Pavlovac Pav")]
    [InlineData("Vuk", "Vučjak Vučedol Vu")]
    [InlineData("Петар", "Петрол Петроград Пет петра")]
    [InlineData("Besa", "Best Besnik Bes")]
    public void Other_words_stay(string name, string words) => Assert.Equal(words, HideNames.In(words, [new NamedPerson($"{name} Wombat", Role)]));
}
