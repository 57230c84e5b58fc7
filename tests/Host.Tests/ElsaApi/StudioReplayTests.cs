using System.Text.Json.Nodes;
using StrongCities.Host.Tests.Pages;
using Xunit;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>
/// Sends again what Elsa Studio was recorded to send while somebody drew and ran a workflow, and compares status, fields and types of the
/// answers. The recordings lie in the folder that <c>ELSA_STUDIO</c> names, as <c>t*.json</c>.
/// </summary>
[Collection(PageTests.Name)]
public sealed class StudioReplayTests(PageHost host)
{
    private const string StillWaits = "The event that the recorded run went on with was published outside of the recording.";

    /// <summary>Fields that no answer has, and why Studio does not miss them.</summary>
    private static readonly Dictionary<string, string> Fields = new()
    {
        [".activities[].value"] = "Inputs that were not given are not made up; Studio opens their editors all the same.",
        [".bookmarks[].callbackMethodName"] = "A bookmark resumes its activity; there is no method to name. Studio shows none.",
        [".inputs[].category"] = "Inputs have no category; Studio puts them under the first tab.",
        [".completedAt"] = StillWaits,
        [".finishedAt"] = StillWaits,
        [".items[].outputs"] = StillWaits,
        [".items[].providerName"] = "Definitions come from one place only. Studio shows none.",
    };

    [Fact]
    public async Task Studio_is_answered_in_the_recorded_shapes()
    {
        if (Environment.GetEnvironmentVariable("ELSA_STUDIO") is not { Length: > 0 } folder)
        {
            TestContext.Current.TestOutputHelper!.WriteLine("Set ELSA_STUDIO to a folder of recorded sessions of Studio to replay them.");
            return;
        }

        var replay = new Recording(await ElsaClient.OfAsync(host));
        var differences = new SortedSet<string>(StringComparer.Ordinal);
        var compared = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "t*.json").Order(StringComparer.Ordinal))
        {
            var calls = JsonNode.Parse(await File.ReadAllTextAsync(file))!["http"]!.AsArray();
            foreach (var call in calls.OrderBy(call => (int)call!["n"]!))
            {
                var (method, path) = ((string)call!["method"]!, (string)call["path"]!);
                if (path.EndsWith("/negotiate", StringComparison.Ordinal))
                {
                    continue;
                }

                var answer = await replay.SendAsync(method, path + (string?)call["query"], call["reqBody"], withoutType: false);
                await host.SettleAsync();
                compared++;
                foreach (var difference in replay.Compare((int)call["status"]!, call["respBody"], answer)
                    .Where(difference => !Fields.Keys.Any(field => difference.EndsWith($"{field} is missing", StringComparison.Ordinal))))
                {
                    differences.Add($"{method} {path}: {difference}");
                }
            }
        }

        Assert.True(compared > 150, $"Only {compared} calls were compared.");
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }
}
