using StrongCities.Browser.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]
