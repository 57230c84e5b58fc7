using Xunit;

namespace StrongCities.Browser.Tests;

public sealed class HouseTests
{
    [Fact]
    public void Stands() => Assert.True(true);
}
