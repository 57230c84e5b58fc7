using System.Globalization;
using BenchmarkDotNet.Running;
using StrongCities.Benchmarks.Load;
using StrongCities.Benchmarks.Mail;
using StrongCities.Benchmarks.Matching;

// Figures are read by people of many countries, and by programs.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

if (args is ["load", .. var options])
{
    return await LoadProgram.RunAsync(options);
}

if (args is ["decisions", .. var decisions])
{
    return await DecisionProgram.RunAsync(decisions);
}

if (args is ["mail", .. var mail])
{
    return await MailProgram.RunAsync(mail);
}

if (args is ["matching", .. var matching])
{
    return await MatchingProgram.RunAsync(matching);
}

if (args is ["mail-sink"])
{
    return await MailSink.RunAsync();
}

if (args is ["micro", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(LoadProgram).Assembly).Run(rest);
    return 0;
}

Console.Error.WriteLine("""
    Measures StrongCities on this machine. Build it with -c Release.
      load  [--stored N] [--per-run N] [--timers N] [--http PATH] [--out FILE]
            the runtime over SQLite beside bare SQLite, in one process; with --http the host whose StrongCities.Host.dll lies at PATH
      decisions --http PATH [--stored N] [--per-run N] [--out FILE]
            people who open the links of their mails and decide, at the host whose StrongCities.Host.dll lies at PATH
      mail  [--messages N] [--runs N] [--out FILE]
            the outbox to a local mail sink beside MailKit alone, with 1 and 4 connections, signed and not
      matching [--data FOLDER] [--runs N] [--out FILE]
            every opportunity against every city, at 1, 4 and 16 times the pairs, and whole runs with rows in SQLite
      micro [--filter PATTERN]                        bursts, expressions, states (BenchmarkDotNet)
    """);
return 2;
