namespace StrongCities.Engine.Expressions;

/// <summary>
/// A script or template that was stopped by its time or memory limit. The machine's speed decides that, so it is
/// recorded, and a replay takes it from the record instead of running the script.
/// </summary>
/// <param name="Evaluation">Which of the burst's scripts and templates, counted from 1 in the order they ran.</param>
/// <param name="Message">What happened, as the incident says it.</param>
public sealed record Breach(int Evaluation, string Message);
