using StrongCities.Conformance;
using StrongCities.Conformance.Cases;
using StrongCities.Conformance.Targets;

if (args is [] or ["--help"] or ["-h"])
{
    Console.WriteLine(Arguments.Usage);
    return args.Length == 0 ? 2 : 0;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    var arguments = Arguments.Read(args, Environment.GetEnvironmentVariable);
    var cases = ElsaCase.ReadAll(arguments.Folder).Where(@case => arguments.Mode is null || @case.FlowchartMode == arguments.Mode).ToList();
    if (arguments.Url is { } url)
    {
        using var server = await OverRest.ConnectAsync(url, arguments.ApiKey, stop.Token);
        return await new Report(Console.Out).RunAsync(server, cases, arguments.Strict, canSwitch: false, stop.Token) ? 0 : 1;
    }

    using var target = new InProcess();
    return await new Report(Console.Out).RunAsync(target, cases, arguments.Strict, canSwitch: true, stop.Token) ? 0 : 1;
}
catch (InvalidDataException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped.");
    return 2;
}
