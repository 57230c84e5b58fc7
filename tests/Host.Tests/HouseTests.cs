using Xunit;

namespace StrongCities.Host.Tests;

public sealed class HouseTests
{
    [Fact]
    public void Stands() => Assert.True(true);
}
