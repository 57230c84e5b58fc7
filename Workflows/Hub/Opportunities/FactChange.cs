using System.Text.Json;
using System.Text.Json.Nodes;

namespace StrongCities.Hub.Opportunities;

/// <summary>One field of an opportunity's facts that says something else than before.</summary>
/// <param name="Field">Its path: a property, such as <c>CloseDate</c>, or one within <c>Funding</c>, <c>OtherDates</c> or <c>More</c>, such as <c>Funding.Max</c>.</param>
/// <param name="Old">As JSON; <see langword="null"/> where there was nothing.</param>
/// <param name="New">As JSON; <see langword="null"/> where nothing is any more.</param>
public sealed record FactChange(string Field, string? Old, string? New);

/// <summary>Compares facts field by field.</summary>
public static class FactChanges
{
    // What is in these is told apart; a date, an amount or a list is one value.
    private static readonly string[] Nested = [nameof(OpportunityFacts.Funding), nameof(OpportunityFacts.OtherDates), nameof(OpportunityFacts.More)];

    /// <summary>What became another.</summary>
    /// <param name="old">Before.</param>
    /// <param name="now">After.</param>
    /// <returns>In the order of the fields' names; empty when both say the same.</returns>
    public static IReadOnlyList<FactChange> Between(OpportunityFacts old, OpportunityFacts now)
    {
        var (before, after) = (Flatten(old), Flatten(now));
        return
        [
            .. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
                .Select(field => new FactChange(field, before.GetValueOrDefault(field), after.GetValueOrDefault(field)))
                .Where(change => change.Old != change.New),
        ];
    }

    /// <summary>Facts after changes: from <c>Between(a, b)</c> applied to a comes b.</summary>
    /// <param name="old">Before.</param>
    /// <param name="changes">What changed.</param>
    /// <returns>After.</returns>
    public static OpportunityFacts Apply(OpportunityFacts old, IEnumerable<FactChange> changes)
    {
        var fields = Flatten(old);
        foreach (var change in changes)
        {
            if (change.New is { } value)
            {
                fields[change.Field] = value;
            }
            else
            {
                fields.Remove(change.Field);
            }
        }

        var root = new JsonObject();
        foreach (var (field, value) in fields)
        {
            if (Nested.FirstOrDefault(nest => field.StartsWith($"{nest}.", StringComparison.Ordinal)) is { } nest)
            {
                var inner = root[nest] as JsonObject ?? [];
                root[nest] = inner;
                inner[field[(nest.Length + 1)..]] = JsonNode.Parse(value);
            }
            else
            {
                root[field] = JsonNode.Parse(value);
            }
        }

        return root.Deserialize<OpportunityFacts>(FactsJson.Options)!;
    }

    private static Dictionary<string, string> Flatten(OpportunityFacts facts)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in JsonSerializer.SerializeToNode(facts, FactsJson.Options)!.AsObject())
        {
            if (Nested.Contains(name) && value is JsonObject inner)
            {
                foreach (var (key, part) in inner.Where(part => part.Value is not null))
                {
                    fields[$"{name}.{key}"] = part!.ToJsonString(FactsJson.Options);
                }
            }
            else if (value is not null)
            {
                fields[name] = value.ToJsonString(FactsJson.Options);
            }
        }

        return fields;
    }
}
