using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Execution;
using StrongCities.Host.Tests.ElsaApi;
using StrongCities.Runtime.Instances;
using Xunit;

namespace StrongCities.Host.Tests.Http;

/// <summary>
/// Does again what was recorded of an Elsa server's HTTP activities, and compares. The recordings lie in the folder that <c>ELSA_HTTP</c>
/// names; without it there is nothing to compare.
/// </summary>
[Collection(CallTests.Name)]
public sealed class ReplayTests(CallHost host)
{
    private const string RecordedTarget = "http://127.0.0.1:15032";
    private const string NoNumber = "An Int32 variable that nothing was written to is 0 to scripts, not null.";

    /// <summary>What we do otherwise, and why.</summary>
    private static readonly Dictionary<string, string> Otherwise = new()
    {
        ["echo-post-empty"] = "The client here does not say that the body's length is 0.",
        ["echo-post-unknown-ct"] = "Unknown content is base 64, and no crash.",
        ["echo-post-xml"] = "XML is text, and no crash.",
        ["resp-auth"] = "Here the caller is not signed in; the recorded server took everybody for somebody.",
        ["resp-st-num"] = "A number is a status too, and does not break the response.",
        ["send-bad-url"] = "The incident says what to write instead.",
        ["send-badjson"] = "The incident says whose JSON it is.",
        ["send-bin"] = "Bytes are base 64, and no crash of the run.",
        ["send-drop"] = NoNumber,
        ["send-refused-noports"] = NoNumber,
        ["send-refused-ports"] = NoNumber,
        ["send-relative-url"] = "The incident says what to write instead.",
        ["send-slow-105s"] = NoNumber,
        ["send-xml"] = "XML is text, and no fault.",
    };

    private static readonly Dictionary<string, string> ContentTypes = new()
    {
        ["echo-post-text"] = "text/plain", ["echo-post-form"] = "application/x-www-form-urlencoded", ["echo-post-xml"] = "application/xml",
        ["echo-post-unknown-ct"] = "application/x-unknown",
    };

    [Fact]
    public async Task Calls_are_answered_as_recorded()
    {
        if (Folder() is not { } folder)
        {
            return;
        }

        var elsa = await ElsaClient.OfAsync(host);
        foreach (var (_, definition) in JsonNode.Parse(Mapped(await File.ReadAllTextAsync(Path.Combine(folder, "000-definitions.json"))))!.AsObject())
        {
            await elsa.SaveAsync(definition!.AsObject(), publish: true);
        }

        using var client = host.NewBrowser().Client;
        var differences = new List<string>();
        var compared = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "0*.json").Order(StringComparer.Ordinal).Skip(1))
        {
            var recording = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            var (name, request) = ((string)recording["name"]!, recording["request"]!);
            var path = (string)request["path"]!;
            if (path.StartsWith("/elsa/", StringComparison.Ordinal))
            {
                continue;
            }

            if (name == "retracted")
            {
                await elsa.SendAsync("POST", "workflow-definitions/h-str/retract", new JsonObject());
            }

            using var message = new HttpRequestMessage(new HttpMethod((string)request["method"]!), path) { Content = Content(name, request["body"]) };
            foreach (var (header, value) in request["headers"] as JsonObject ?? [])
            {
                message.Headers.Add(header, (string)value!);
            }

            using var answer = await client.SendAsync(message);
            Note(differences, name, await CompareAsync(recording["response"]!, answer));
            compared++;
        }

        Assert.Equal(60, compared);
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Fact]
    public async Task Requests_are_sent_and_end_as_recorded()
    {
        if (Folder() is not { } folder)
        {
            return;
        }

        var elsa = await ElsaClient.OfAsync(host);
        var differences = new List<string>();
        var compared = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "send-*.json").Order(StringComparer.Ordinal))
        {
            var recording = JsonNode.Parse(Mapped(await File.ReadAllTextAsync(file)))!;
            var definition = recording["definition"]!.AsObject();
            await elsa.SaveAsync(definition, publish: true);
            host.Target.Saw.Clear();
            var state = await host.RunAsync((string)definition["definitionId"]!);
            Note(differences, "send-" + recording["name"], await CompareAsync(recording, state));
            compared++;
        }

        Assert.Equal(32, compared);
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    /// <summary>The recordings, or nothing, which the output says.</summary>
    private static string? Folder()
    {
        var folder = Environment.GetEnvironmentVariable("ELSA_HTTP");
        if (string.IsNullOrEmpty(folder))
        {
            TestContext.Current.TestOutputHelper!.WriteLine("Set ELSA_HTTP to a folder of recorded HTTP calls to replay them.");
            return null;
        }

        return folder;
    }

    private static void Note(List<string> differences, string name, List<string> found)
    {
        if (Otherwise.ContainsKey(name) ? found.Count == 0 : found.Count > 0)
        {
            differences.Add($"{name}: {(found.Count == 0 ? "no longer differs" : string.Join("; ", found))}");
        }
    }

    private string Mapped(string text) => text.Replace(RecordedTarget, host.Target.Address, StringComparison.Ordinal);

    private static HttpContent? Content(string name, JsonNode? body)
    {
        if ((body as JsonObject)?["multipart"] is JsonArray parts)
        {
            var form = new MultipartFormDataContent();
            foreach (var part in parts)
            {
                if (part!["file"] is not { } file)
                {
                    form.Add(new StringContent((string)part["value"]!), (string)part["field"]!);
                    continue;
                }

                var bytes = new ByteArrayContent(new byte[(int)part["size"]!]);
                if ((string)part["type"]! is { Length: > 0 } type)
                {
                    bytes.Headers.ContentType = new(type);
                }

                form.Add(bytes, (string)part["field"]!, (string)file!);
            }

            return form;
        }

        var text = body is JsonValue value && value.TryGetValue(out string? raw) ? raw : body?.ToJsonString();
        return text is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = new(ContentTypes.GetValueOrDefault(name, "application/json")) } };
    }

    private static async Task<List<string>> CompareAsync(JsonNode recorded, HttpResponseMessage answer)
    {
        var found = new List<string>();
        Differ(found, "status", (int)recorded["status"]!, (int)answer.StatusCode);
        var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        foreach (var header in (string[])["content-type", "location", "x-one", "x-many", "x-obj"])
        {
            Differ(found, header, (string?)recorded["headers"]![header], headers.GetValueOrDefault(header));
        }

        var text = await answer.Content.ReadAsStringAsync();
        var isJson = headers.GetValueOrDefault("content-type")?.StartsWith("application/json", StringComparison.Ordinal) == true;
        Differ(found, "body", Comparable(recorded["body"]), Comparable(isJson ? JsonNode.Parse(text) : text.Length == 0 ? null : JsonValue.Create(text)));
        return found;
    }

    /// <summary>Without what differs from call to call.</summary>
    private static string Comparable(JsonNode? body)
    {
        var kept = body?.DeepClone();
        if (kept is JsonObject { Count: > 1 } echo && echo["hdr"] is JsonObject headers)
        {
            echo["hdr"] = new JsonObject(headers.Where(header => header.Key is "Content-Type" or "Content-Length" || header.Key.StartsWith("X-", StringComparison.Ordinal))
                .OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => KeyValuePair.Create(header.Key, header.Value?.DeepClone())));
        }

        foreach (var workflow in (kept as JsonObject)?["workflows"] as JsonArray ?? [])
        {
            workflow!["WorkflowInstanceId"] = "";
        }

        return kept?.ToJsonString() ?? "";
    }

    private async Task<List<string>> CompareAsync(JsonNode recorded, InstanceState state)
    {
        var found = new List<string>();
        if ((string?)recorded["subStatus"] is { } subStatus)
        {
            Differ(found, "subStatus", subStatus, state.SubStatus.ToString());
        }

        var output = (JsonNode?)((string?)recorded["output"] is { } told ? JsonNode.Parse(told) : null);
        var here = state.Output["Out"] is { } given ? JsonNode.Parse((string)given!) : null;
        foreach (var member in (string[])["sc", "pc", "pcType"])
        {
            Differ(found, member, output?[member]?.ToJsonString(), here?[member]?.ToJsonString());
        }

        Differ(found, "x-my", output?["rh"]?["x-my"]?.ToJsonString(), here?["rh"]?["x-my"]?.ToJsonString());
        Differ(found, "incident", (string?)recorded["incidents"]?.AsArray().FirstOrDefault()?["m"], state.Incidents is [var incident, ..] ? incident.Message : null);
        var page = await host.Services.GetRequiredService<ReadJournal>().PageAsync(new JournalQuery(state.Id, 0, int.MaxValue), CancellationToken.None);
        var journal = page.Items.Where(entry => entry.ActivityId is not ("F" or "Workflow1")).Select(entry => $"{entry.ActivityId}:{entry.EventName}").ToList();
        Differ(found, "journal", (string?)recorded["journal"] ?? string.Join(' ', journal), string.Join(' ', journal));
        Differ(found, "saw", string.Join(' ', recorded["serverSaw"]!.AsArray().Select(Sent)), string.Join(' ', host.Target.Saw.Select(Sent)));
        return found;
    }

    private static string Sent(JsonNode? seen)
    {
        var headers = seen!["headers"]!;
        return $"{seen["method"]} {seen["url"]} [{headers["content-type"]}|{headers["authorization"]}|{headers["x-req"]}] {seen["body"]}";
    }

    private static string Sent(Seen seen)
    {
        string? Header(string name) => seen.Headers.GetValueOrDefault(name);
        return $"{seen.Method} {seen.Url} [{Header("Content-Type")}|{Header("Authorization")}|{Header("X-Req")}] {seen.Body}";
    }

    private static void Differ<T>(List<string> found, string what, T recorded, T here)
    {
        if (!Equals(recorded, here))
        {
            found.Add(string.Create(CultureInfo.InvariantCulture, $"{what} «{recorded}», here «{here}»"));
        }
    }
}
