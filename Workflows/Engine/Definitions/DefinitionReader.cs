using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StrongCities.Engine.Definitions;

/// <summary>Reads Elsa 3 definition JSON.</summary>
public static class DefinitionReader
{
    /// <summary>Reads one definition. Never throws on bad input.</summary>
    /// <param name="utf8Json">The JSON, plain or wrapped in <c>{"model": …}</c>.</param>
    /// <param name="source">Where it came from, for messages.</param>
    /// <returns>The definition, or the problems.</returns>
    public static DefinitionReading Read(ReadOnlyMemory<byte> utf8Json, string source)
    {
        JsonNode? node;
        try
        {
            node = ElsaJson.Parse(WithoutByteOrderMark(utf8Json.Span));
            RefuseRepeatedMembers(node);
        }
        catch (JsonException exception)
        {
            return Refused(source, Place(exception), $"The file is not valid JSON: {exception.Message}",
                "Correct the text at this place; a JSON checker of any editor shows it.");
        }
        catch (ArgumentException exception)
        {
            return Refused(source, "$", $"An object names a member twice: {exception.Message}",
                "Keep one of the two; names are compared without case.");
        }

        if (node is not JsonObject outer)
        {
            return Refused(source, "$", "A definition is a JSON object.", "Export the workflow from the designer and use that file.");
        }

        var model = outer.Object("model") ?? outer;
        var place = ReferenceEquals(model, outer) ? "$" : "$.model";
        return model["root"] switch
        {
            null or JsonObject => new DefinitionReading(Definition(model, utf8Json.Span), []),
            _ => Refused(source, place + ".root", "The root of a definition is an activity: a JSON object with id and type.",
                "Give root an activity such as an Elsa.Flowchart, or leave it out."),
        };
    }

    private static WorkflowDefinition Definition(JsonObject model, ReadOnlySpan<byte> utf8Json)
    {
        var version = model.Integer("version") is { } number and > 0 ? number : 1;
        var definitionId = model.Text("definitionId") is { Length: > 0 } known ? known
            : model.Text("id") is { Length: > 0 } row ? row
            : Convert.ToHexStringLower(SHA256.HashData(utf8Json))[..16];
        return new WorkflowDefinition
        {
            Id = model.Text("id") is { Length: > 0 } id ? id : $"{definitionId}-v{version}",
            DefinitionId = definitionId,
            Version = version,
            Name = model.Text("name")?.Trim(),
            Description = model.Text("description"),
            IsLatest = model.Flag("isLatest"),
            IsPublished = model.Flag("isPublished"),
            Source = model,
        };
    }

    private static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> utf8) =>
        utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;

    /// <summary>Nodes find repeated members only when touched, which would be too late for a clear answer.</summary>
    /// <exception cref="ArgumentException">An object names a member twice.</exception>
    private static void RefuseRepeatedMembers(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (_, value) in json)
                {
                    RefuseRepeatedMembers(value);
                }

                break;
            case JsonArray array:
                foreach (var item in array)
                {
                    RefuseRepeatedMembers(item);
                }

                break;
        }
    }

    private static string Place(JsonException exception) =>
        $"line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}";

    private static DefinitionReading Refused(string source, string place, string message, string mend) =>
        new(null, [new DefinitionProblem(true, source, place, message, mend)]);
}
