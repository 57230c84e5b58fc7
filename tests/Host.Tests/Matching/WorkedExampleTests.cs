using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using StrongCities.Hub.Matching;
using StrongCities.Hub.Opportunities;
using Xunit;

namespace StrongCities.Host.Tests.Matching;

/// <summary>
/// Real calls of summer 2026 for a member city of each of the six countries, on 24 August 2026. The table is beside this file; the rules must give
/// exactly that one. Eligibility is what an advisor would enter from the calls' own references and nothing else, and the cities' profiles are
/// empty, so that much is rightly unknown.
/// </summary>
public sealed class WorkedExampleTests
{
    private static readonly string[] Cities = ["elbasan", "tuzla", "prizren", "danilovgrad", "kumanovo", "nis"];
    private static readonly FactList<string> TheSix = ["AL", "BA", "XK", "ME", "MK", "RS"];

    private static readonly (OpportunityFacts Facts, Eligibility Eligibility)[] Calls =
    [
        (Call("EuropeAid/187202/DD/ACT/MK", new DayDate("Submission deadline", new DateOnly(2026, 9, 10), new TimeOnly(21, 59), "UTC")), new Eligibility { Countries = ["MK"] }),
        (Call("EuropeAid/186948/DD/ACT/MK", new DayDate("Submission deadline", new DateOnly(2026, 8, 31), new TimeOnly(10, 0), "UTC")), new Eligibility { Countries = ["MK"] }),
        (Call("EuropeAid/186165/DD/ACT/RS", new DayDate("Submission deadline", new DateOnly(2026, 10, 5), new TimeOnly(14, 0), "UTC")),
            new Eligibility { Countries = ["RS"], Themes = ["civil-society"] }),
        (Call("CERV-2026-CITIZENS-TOWN-TT", new DayDate("Submission deadline", new DateOnly(2026, 9, 23))) with
        {
            ApplicantTypes = ["government_municipal"], Funding = new OpportunityFunding { Total = new Money(6_000_000, "EUR") },
        },
            new Eligibility { UncertainCountries = TheSix, PartnersMin = 1, PartnerCountriesMin = 1 }),
        (Call("HORIZON-CL2-2027-01-DEMOCRACY-01", new DayDate("Submission deadline", new DateOnly(2027, 9, 23))) with
        {
            Status = OpportunityStatus.Forecasted,
            Funding = new OpportunityFunding
            {
                Total = new Money(3_500_000, "EUR"), Min = new Money(3_000_000, "EUR"), Max = new Money(3_500_000, "EUR"), EstimatedAwards = 1,
            },
        },
            new Eligibility { Themes = ["prevention"] }),
    ];

    [Fact]
    public void The_rules_give_exactly_the_table_beside_this_file() =>
        Assert.Equal(File.ReadAllText(Beside("WorkedExample.md")).ReplaceLineEndings("\n"), Table());

    private static string Table()
    {
        var table = new StringBuilder("""
            # Five calls, six countries, 24 August 2026

            "wd" are working days left by the city's own calendar; "whole" leaves out a closing day that ends before the offices do.

            | Call | City | wd | whole | Verdict | Heard of | No because | Ask about |
            |---|---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (facts, eligibility) in Calls)
        {
            foreach (var key in Cities)
            {
                var city = MatchSamples.CityOf(key);
                var verdict = Judge.Of(facts, eligibility, city, CityProfile.Empty, MatchSettings.Default, MatchSamples.Now);
                table.Append(CultureInfo.InvariantCulture,
                    $"| {facts.Number} | {city.Name} ({city.Country}) | {verdict.WorkingDays} | {verdict.WholeDays} | {Word(verdict.Overall)} | {Word(verdict.Lane)} | {Why(verdict, RuleState.Fail)} | {Why(verdict, RuleState.Unknown)} |\n");
            }
        }

        return table.ToString();
    }

    private static OpportunityFacts Call(string number, DayDate closes) =>
        new() { Title = number, Number = number, Funder = "European Commission", Status = OpportunityStatus.Open, CloseDate = closes };

    private static string Why(Verdict verdict, RuleState state) => verdict.Overall == Overall.No && state == RuleState.Unknown ? ""
        : string.Join(", ", verdict.Findings.Where(finding => finding.State == state).Select(finding => finding.Reason["Match.".Length..]));

    private static string Word(Overall overall) => overall switch { Overall.Yes => "yes", Overall.YesIf => "yes, if", Overall.Ask => "ask advisor", _ => "no" };

    private static string Word(AlertLane lane) => lane switch { AlertLane.Ordinary => "ordinary", AlertLane.Fast => "fast lane", AlertLane.Watching => "watching", _ => "record only" };

    private static string Beside(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
