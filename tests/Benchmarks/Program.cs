using System.Globalization;
using BenchmarkDotNet.Running;
using StrongCities.Benchmarks.Load;

// Figures are read by people of many countries, and by programs.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

if (args is ["load", .. var options])
{
    return await LoadProgram.RunAsync(options);
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
      micro [--filter PATTERN]                        bursts, expressions, states (BenchmarkDotNet)
    """);
return 2;
