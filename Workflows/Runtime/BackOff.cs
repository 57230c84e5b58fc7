namespace StrongCities.Runtime;

/// <summary>How long to wait after failures: doubled each time, up to a longest wait.</summary>
public static class BackOff
{
    // 2^30 times the shortest first wait is beyond every longest wait.
    private const int MaxDoublings = 30;

    /// <summary>The wait after a number of failures in a row.</summary>
    /// <param name="failures">From 1.</param>
    /// <param name="first">After the first failure.</param>
    /// <param name="longest">Never more, unless <paramref name="first"/> is.</param>
    /// <returns>The wait.</returns>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan longest)
    {
        var wait = first * Math.Pow(2, Math.Clamp(failures - 1, 0, MaxDoublings));
        return wait < longest ? wait : longest > first ? longest : first;
    }
}
