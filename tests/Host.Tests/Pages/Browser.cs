using System.Net;
using System.Text.RegularExpressions;

namespace StrongCities.Host.Tests.Pages;

/// <summary>Does what a browser without JavaScript does: keeps cookies, fills in forms.</summary>
public sealed partial class Browser(HttpClient client)
{
    public HttpClient Client => client;

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> HeadAsync(string path) => client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

    /// <summary>Posts a form that no page gave out.</summary>
    public Task<HttpResponseMessage> PostBareAsync(string path, IReadOnlyDictionary<string, string> fields) =>
        client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields));

    public async Task<string> ReadAsync(string path) => await (await GetAsync(path)).Content.ReadAsStringAsync();

    /// <summary>Opens a page and follows where it leads; says where it ended.</summary>
    public async Task<(string Path, HttpResponseMessage Response)> FollowAsync(string path)
    {
        while (true)
        {
            var response = await GetAsync(path);
            if (response.Headers.Location is not { } next || (int)response.StatusCode is < 300 or > 399)
            {
                return (path, response);
            }

            path = next.ToString();
        }
    }

    /// <summary>The hidden fields of a page's own form.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FieldsAsync(string page) => Hidden(await ReadAsync(page), page);

    /// <summary>Opens a page, fills in its form and sends it: hidden fields go along.</summary>
    public async Task<HttpResponseMessage> SendAsync(string page, IReadOnlyDictionary<string, string> fields, string? action = null, (string Name, byte[] Content)? file = null, string fileField = "Files")
    {
        var html = await ReadAsync(page);
        var filled = Hidden(html, action ?? page);
        foreach (var (name, value) in fields)
        {
            filled[name] = value;
        }

        var path = new Uri(action ?? page, UriKind.Relative);
        if (file is not { } chosen)
        {
            return await client.PostAsync(path, new FormUrlEncodedContent(filled));
        }

        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in filled)
        {
            parts.Add(new StringContent(value), name);
        }

        parts.Add(new ByteArrayContent(chosen.Content), fileField, chosen.Name);
        return await client.PostAsync(path, parts);
    }

    /// <summary>The hidden fields of the form that goes to an address, else of the page's last form.</summary>
    private static Dictionary<string, string> Hidden(string html, string action)
    {
        var forms = FormPattern().Matches(html).Select(match => match.Value).ToList();
        var form = forms.FirstOrDefault(form => form.Contains($"action=\"{action.Split('?')[0]}\"", StringComparison.Ordinal)) ?? forms.Last();
        var fields = new Dictionary<string, string>();
        foreach (Match input in HiddenPattern().Matches(form))
        {
            var name = NamePattern().Match(input.Value).Groups[1].Value;
            fields[WebUtility.HtmlDecode(name)] = WebUtility.HtmlDecode(ValuePattern().Match(input.Value).Groups[1].Value);
        }

        return fields;
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenPattern();

    [GeneratedRegex("name=\"([^\"]*)\"")]
    private static partial Regex NamePattern();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex ValuePattern();
}

public static class Reading
{
    public static Task<string> TextAsync(this HttpResponseMessage response) => response.Content.ReadAsStringAsync();
}
