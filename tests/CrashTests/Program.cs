using System.Globalization;
using StrongCities.Crash.Tests;
using StrongCities.Crash.Tests.Scenarios;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// Figures are read by people of many countries, and by programs.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

if (args is ["kills" or "scenario", ..])
{
    return await CrashProgram.RunAsync(args);
}

if (args is ["help"])
{
    Console.Error.WriteLine(CrashProgram.Usage);
    return 2;
}

if (args.Contains("-automated") || args.Contains("@@"))
{
    return await ConsoleRunner.Run(args);
}

return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
