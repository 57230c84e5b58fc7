namespace StrongCities.Host.Start;

/// <summary>Where the host listens.</summary>
internal static class Address
{
    private const string Default = "http://localhost:5080";
    private static readonly string[] Said = ["http_ports", "https_ports", "urls"];

    /// <summary><c>http://localhost:5080</c>, unless somebody said otherwise by <c>--urls</c> or the usual environment variables.</summary>
    public static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        var said = Said.Any(key => !string.IsNullOrEmpty(builder.Configuration[key]))
            || builder.Configuration.GetSection("Kestrel:Endpoints").Exists();
        if (!said)
        {
            builder.WebHost.UseUrls(Default);
        }
    }
}
