using System.Text.Json.Nodes;

namespace StrongCities.Conformance.Cases;

/// <summary>What is done after the first burst.</summary>
internal abstract record CaseStimulus
{
    /// <summary>Reads the member <c>stimuli</c>. What is not understood becomes <see cref="NotUnderstood"/>, which fails its case.</summary>
    /// <param name="stimuli">A list, or one text for all that waits.</param>
    /// <param name="input">The case's input.</param>
    public static IReadOnlyList<CaseStimulus> ReadAll(JsonNode? stimuli, JsonObject input) => stimuli switch
    {
        null => [],
        JsonArray list => [.. list.Select(Read)],
        JsonValue text when text.TryGetValue(out string? words) && words == "all" => [new ResumeAll([])],
        JsonValue text when text.TryGetValue(out string? words) && words.StartsWith("resume every bookmark", StringComparison.Ordinal) =>
            [new ResumeAll(words.Contains("same input", StringComparison.Ordinal) ? input : [])],
        _ => [new NotUnderstood(stimuli.ToJsonString())],
    };

    private static CaseStimulus Read(JsonNode? item)
    {
        if (item is JsonObject json)
        {
            var members = json.Select(member => member.Key).Order(StringComparer.Ordinal).ToArray();
            switch (members)
            {
                case ["activity"] or ["activity", "input"]:
                    return new ResumeActivity((string)json["activity"]!, json["input"]?.DeepClone() as JsonObject ?? []);
                case ["event"] or ["event", "payload"] or ["correlationId", "event"] or ["correlationId", "event", "payload"]:
                    return new SendEvent((string)json["event"]!, json["payload"]?.DeepClone(), (string?)json["correlationId"]);
                case ["expectStatus", "http"] or ["http"] when ((string)json["http"]!).Split(' ', 2) is [var method, var address]:
                    return new CallHttp(method, address, (int?)json["expectStatus"]);
            }
        }

        return new NotUnderstood(item?.ToJsonString() ?? "null");
    }
}

/// <summary>Resumes whatever waits, until nothing does.</summary>
internal sealed record ResumeAll(JsonObject Input) : CaseStimulus;

/// <summary>Resumes the bookmark of an activity; nothing when it has none.</summary>
internal sealed record ResumeActivity(string ActivityId, JsonObject Input) : CaseStimulus;

/// <summary>Publishes an event.</summary>
internal sealed record SendEvent(string Name, JsonNode? Payload, string? CorrelationId) : CaseStimulus;

/// <summary>Calls an address; <c>{base}</c> stands for where workflows' endpoints are.</summary>
internal sealed record CallHttp(string Method, string Address, int? ExpectStatus) : CaseStimulus;

/// <summary>Something that this program cannot do.</summary>
internal sealed record NotUnderstood(string Text) : CaseStimulus;
