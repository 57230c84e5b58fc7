using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StrongCities.Host.Tests.Pages;
using StrongCities.Host.Tests.Runtime;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>
/// Sends again what was recorded from an Elsa server, and compares status and members of the answers. The recordings lie in the folder
/// that <c>ELSA_REST</c> names; without it there is nothing to compare.
/// </summary>
[Collection(PageTests.Name)]
public sealed partial class DefinitionsReplayTests(PageHost host)
{
    /// <summary>What we answer otherwise, and why.</summary>
    private static readonly Dictionary<string, string> Otherwise = new()
    {
        ["016-def-retract"] = "A published version is retracted below a draft too.",
        ["028-def-subgraph-noparent"] = "No parent means the whole workflow, not a crash.",
        ["042-def-bulk-export-one"] = "The row it names is of a definition that was made before the recording.",
        ["075-def-bulk-delete-empty"] = "A bulk action without ids is refused.",
        ["083-err-save-no-model"] = "Bad input is refused, not a crash.",
        ["084-err-save-no-contenttype"] = "Sent with a content type here.",
        ["085-err-save-dup-ids"] = "Bad input is refused, not a crash.",
        ["086-err-save-dup-ids-draft"] = "Bad input is refused, not a crash.",
        ["088-err-import-dup-ids"] = "Bad input is refused, not a crash.",
        ["094-err-save-dup-http"] = "The workflow whose path it takes was published before the recording.",
        ["098-err-save-timer-bad"] = "A timer whose interval is no time is refused, not published without a trigger.",
        ["106-err-options-cors"] = "Other sites may not call.",
        ["108-err-bad-version-options"] = "Bad input is refused, not a crash.",
        ["243-def-delete-latest-draft"] = "The row it names is of a definition that was made before the recording.",
        ["270-def-delete-with-instances"] = "The definition was made before the recording.",
    };

    [Fact]
    public async Task The_definition_calls_answer_as_recorded()
    {
        if (Environment.GetEnvironmentVariable("ELSA_REST") is not { Length: > 0 } folder)
        {
            TestContext.Current.TestOutputHelper!.WriteLine("Set ELSA_REST to a folder of recorded calls to replay them.");
            return;
        }

        var elsa = await ElsaClient.OfAsync(host);
        foreach (var id in (string[])["r-io", "r-fault", "r-child", "r-parent", "r-evstart"])
        {
            await elsa.SaveAsync(Flow.Sequence(id, Flow.Event("e", "E")), publish: true);
        }

        var ids = new Dictionary<string, string>();
        var differences = new List<string>();
        var compared = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var recording = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
            var (request, response) = (recording["request"]!, recording["response"]!);
            var path = (string)request["path"]!;
            if (!IsOfDefinitions(path) || (request["body"] as JsonObject)?["multipart"] is not null)
            {
                continue;
            }

            var name = Path.GetFileNameWithoutExtension(file);
            var answer = await elsa.SendAsync((string)request["method"]!, Recording.Mapped(path, ids), Recording.Body(request, ids));
            var found = Recording.Compare(response, answer, ids);
            compared++;
            if (Otherwise.ContainsKey(name) ? found.Count == 0 : found.Count > 0)
            {
                differences.Add($"{name}: {(found.Count == 0 ? "no longer differs" : string.Join("; ", found.Take(4)))}");
            }
        }

        Assert.True(compared > 50, $"Only {compared} recordings were compared.");
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    private static bool IsOfDefinitions(string path) => DefinitionPath().IsMatch(path) && !OtherPath().IsMatch(path);

    [GeneratedRegex(@"^/elsa/api/(workflow-definition|bulk-actions/(publish|retract|delete|export)/workflow-definitions|actions/workflow-definitions)")]
    private static partial Regex DefinitionPath();

    [GeneratedRegex("/(execute|dispatch|bulk-dispatch)([?]|$)")]
    private static partial Regex OtherPath();
}
