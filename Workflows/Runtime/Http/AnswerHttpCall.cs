using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Engine.Activities;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Runtime.Http;

/// <summary>Hands a workflow's answer to the call that waits for it: its own, or the one that its parent serves.</summary>
internal sealed class AnswerHttpCall(LiveHttpCalls calls, IRuntimeDbFactory databases) : IQuestionAnswerer
{
    /// <inheritdoc/>
    public string Name => HttpAnswer.ReplyQuestion;

    /// <inheritdoc/>
    public async Task<JsonNode?> AnswerAsync(string requestId, JsonObject arguments, CancellationToken cancellation)
    {
        var headers = (arguments["Headers"] as JsonObject ?? []).ToDictionary(header => header.Key, IReadOnlyList<string> (header) =>
            header.Value is JsonArray list ? [.. list.Select(item => item?.ToString() ?? "")] : [header.Value?.ToString() ?? ""]);
        var body = arguments["Body"] is { } text ? Convert.FromBase64String(text.GetValue<string>()) : [];
        calls.Reply(
            await CalledAsync(arguments["InstanceId"]!.GetValue<string>(), cancellation),
            new HttpReply(arguments["StatusCode"]!.GetValue<int>(), arguments["ContentType"]?.GetValue<string>(), headers, body));
        return null;
    }

    /// <summary>The nearest of an instance and its parents for which a call waits, or the instance itself.</summary>
    private async Task<string> CalledAsync(string instanceId, CancellationToken cancellation)
    {
        await using var db = databases.Create();
        for (var at = instanceId; at is not null;)
        {
            if (calls.Has(at))
            {
                return at;
            }

            var child = at;
            at = await db.Instances.Where(row => row.Id == child).Select(row => row.ParentInstanceId).FirstOrDefaultAsync(cancellation);
        }

        return instanceId;
    }
}
