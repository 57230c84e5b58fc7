using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>The API's JSON is sent compressed, and nothing else is.</summary>
[Collection(PageTests.Name)]
public sealed class CompressionTests(PageHost host)
{
    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Json_is_compressed_for_whom_can_read_it(string encoding)
    {
        using var plain = await GetAsync("/elsa/api/descriptors/activities", null);
        using var packed = await GetAsync("/elsa/api/descriptors/activities", encoding);

        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal([encoding], packed.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", packed.Headers.Vary);
        var bytes = await packed.Content.ReadAsByteArrayAsync();
        var text = await plain.Content.ReadAsByteArrayAsync();
        Assert.True(bytes.Length < text.Length / 4, $"{bytes.Length} of {text.Length} bytes.");
        await using Stream unpacked = encoding == "br" ? new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress) : new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var json = await JsonDocument.ParseAsync(unpacked);
        Assert.True(json.RootElement.GetProperty("count").GetInt32() > 40);
    }

    [Theory]
    [InlineData("/", "none")]
    [InlineData("/sign-in", "none")]
    [InlineData("/elsa/api/descriptors/activities", "cross-site")]
    [InlineData("/elsa/api/descriptors/activities", "same-site")]
    public async Task A_page_with_a_form_token_and_what_another_site_has_asked_for_are_not_compressed(string path, string site)
    {
        using var answer = await GetAsync(path, "br", site);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? encoding, string site = "same-origin")
    {
        var browser = host.SignedIn(await host.NewPersonAsync(Roles.Designer, cityKey: null));
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Sec-Fetch-Site", site);
        if (encoding is not null)
        {
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        }

        return await browser.Client.SendAsync(request);
    }
}
