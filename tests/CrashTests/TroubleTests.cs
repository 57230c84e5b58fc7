using StrongCities.Crash.Tests.Books;
using StrongCities.Crash.Tests.Scenarios;
using Xunit;

namespace StrongCities.Crash.Tests;

/// <summary>What goes wrong around a host: disk, database, mail server, clock, a damaged row, a stop.</summary>
public sealed class TroubleTests
{
    private const int Seed = 1;

    [Fact]
    public async Task Files_that_cannot_grow_cost_nothing_that_was_taken() =>
        AssertSound((await Trouble.FullDiskAsync(new FileLimit(), Seed)).Sheet);

    [Fact]
    public async Task Another_process_that_holds_the_database_costs_nothing_that_was_taken() =>
        AssertSound((await Trouble.LockedAsync(Seed)).Sheet);

    [Fact]
    public async Task A_mail_server_that_refuses_for_an_hour_gets_every_mail_once()
    {
        var (sheet, refused, waited) = await OtherClocks.MailRefusedAsync(Seed);
        AssertSound(sheet);
        Assert.Equal(0, sheet.Duplicates);
        Assert.True(waited > 0 && refused > waited, $"{waited} mails waited and {refused} were refused");
    }

    [Fact]
    public async Task A_clock_that_is_set_back_and_forth_neither_loses_nor_repeats_a_timer()
    {
        var sheet = await OtherClocks.StepsAsync();
        AssertSound(sheet);
        Assert.Equal(48, sheet.Timers);
    }

    [Fact]
    public async Task Damaged_states_end_with_an_incident_and_hold_up_nobody()
    {
        var (sheet, incidents, told) = await Damage.RunAsync();
        AssertSound(sheet);
        Assert.All(incidents, incident => Assert.Contains("cannot be read", incident, StringComparison.Ordinal));
        Assert.Equal(3, told);
    }

    [Fact]
    public async Task A_stop_under_load_finishes_what_is_under_way_and_leaves_no_mail_half_sent()
    {
        var (report, code, sending) = await Trouble.StopAsync(Seed);
        AssertSound(report.Sheet);
        Assert.Equal((0, 0L, 0), (code, sending, report.Sheet.Duplicates));
    }

    // With all it found: an assertion about the list would cut each line short.
    private static void AssertSound(BalanceSheet sheet) => Assert.True(sheet.Findings.Count == 0, sheet.Said);
}
