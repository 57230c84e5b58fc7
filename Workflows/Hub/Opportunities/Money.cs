namespace StrongCities.Hub.Opportunities;

/// <summary>An amount in one currency (CommonGrants <c>Money</c>).</summary>
/// <param name="Amount">Zero or more, in units of the currency.</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
public sealed record Money(decimal Amount, string Currency);
