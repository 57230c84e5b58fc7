using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>What a loop goes through.</summary>
internal static class LoopItems
{
    /// <summary>The items of a value: a list's, those of text that holds a JSON array, else the letters of a text.</summary>
    /// <param name="value">An engine value.</param>
    /// <returns>Null when there is nothing to go through.</returns>
    public static IReadOnlyList<object?>? Of(object? value) => value switch
    {
        JsonArray array => [.. array.Select(Values.FromJson)],
        JsonObject json when ElsaJson.List(json) is { } wrapped => [.. wrapped.Select(Values.FromJson)],
        string text when text.TrimStart().StartsWith('[') && ElsaJson.TryParse(text, out var node) => Of(node),
        string text => [.. text.Select(letter => letter.ToString())],
        null => null,
        _ => [value],
    };
}
