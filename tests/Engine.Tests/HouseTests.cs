using Xunit;

namespace StrongCities.Engine.Tests;

public sealed class HouseTests
{
    [Fact]
    public void Stands() => Assert.True(true);
}
