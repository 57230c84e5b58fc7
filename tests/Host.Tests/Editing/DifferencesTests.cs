using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Runtime.Editing;
using Xunit;

namespace StrongCities.Host.Tests.Editing;

/// <summary>What differs between two states, in words.</summary>
public sealed class DifferencesTests
{
    private const string Text = """{"typeName":"String","expression":{"type":"Literal","value":"Hello"}}""";

    private const string Before = $$"""
        {
          "definitionId": "w", "id": "row1", "name": "Ask", "toolVersion": "3.8.2",
          "variables": [{ "id": "v1", "name": "City", "typeName": "String" }],
          "root": {
            "id": "flow", "type": "Elsa.Flowchart", "version": 1,
            "activities": [
              { "id": "a", "type": "Elsa.WriteLine", "version": 1, "text": {{Text}}, "metadata": { "displayText": "Greet", "designer": { "position": { "x": 1, "y": 1 } } } },
              { "id": "b", "type": "Elsa.If", "version": 1, "then": { "id": "c", "type": "Elsa.WriteLine", "version": 1, "text": {{Text}} } }
            ],
            "connections": [{ "source": { "activity": "a", "port": "Done" }, "target": { "activity": "b", "port": "In" } }]
          }
        }
        """;

    private static readonly ActivityCatalog Catalog = new([]);

    public static TheoryData<string, string, string[]> Edits => new()
    {
        { "\"x\": 1", "\"x\": 500", [] },
        { "\"id\": \"row1\"", "\"id\": \"row2\"", [] },
        { "\"toolVersion\"", "\"isSystem\": false, \"outcomes\": [], \"options\": { \"usableAsActivity\": null, \"autoUpdateConsumingWorkflows\": false }, \"toolVersion\"", [] },
        { "\"toolVersion\"", "\"options\": { \"usableAsActivity\": true }, \"toolVersion\"", ["Changed Setting usableAsActivity: usableAsActivity '' -> 'true'"] },
        { "\"name\": \"Ask\"", "\"name\": \"Ask twice\"", ["Changed Setting name: name 'Ask' -> 'Ask twice'"] },
        { "\"value\":\"Hello\"}}, \"metadata\"", "\"value\":\"Bye\"}}, \"metadata\"", ["Changed Activity Greet (Write Line): Text 'Hello' -> 'Bye'"] },
        {
            "{\"type\":\"Literal\",\"value\":\"Hello\"}}, \"metadata\"", "{\"type\":\"Liquid\",\"value\":\"{{ City }}\"}}, \"metadata\"",
            ["Changed Activity Greet (Write Line): Text 'Hello' -> 'Liquid: {{ City }}'"]
        },
        { "\"displayText\": \"Greet\"", "\"displayText\": \"Say hello\"", ["Changed Activity Say hello (Write Line): displayText 'Greet' -> 'Say hello'"] },
        { "\"id\": \"c\"", "\"id\": \"d\"", ["Changed Activity b (If): then 'c' -> 'd'", "Added Activity d (Write Line)", "Removed Activity c (Write Line)"] },
        { "\"port\": \"Done\"", "\"port\": \"Failed\"", ["Added Connection Greet (Write Line) [Failed] → b (If)", "Removed Connection Greet (Write Line) → b (If)"] },
        { "\"typeName\": \"String\" }]", "\"typeName\": \"Int32\" }]", ["Changed Variable City: typeName 'String' -> 'Int32'"] },
        { "\"name\": \"City\"", "\"name\": \"Town\"", ["Added Variable Town", "Removed Variable City"] },
        { "\"variables\": [{ \"id\": \"v1\", \"name\": \"City\", \"typeName\": \"String\" }]", "\"inputs\": [{ \"name\": \"Budget\" }]", ["Removed Variable City", "Added Input Budget"] },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_change_is_told_as_what_people_see_of_it(string then, string now, string[] expected)
    {
        Assert.Contains(then, Before, StringComparison.Ordinal);
        var after = JsonNode.Parse(Before.Replace(then, now, StringComparison.Ordinal))!.AsObject();

        var differences = DraftDifferences.Of(JsonNode.Parse(Before)!.AsObject(), after, Catalog);

        Assert.Equal(expected, differences.Select(Say));
    }

    private static string Say(DraftDifference difference)
    {
        var members = string.Join(", ", difference.Members.Select(member => $"{member.Member} '{member.Before}' -> '{member.After}'"));
        return $"{difference.Kind} {difference.Part} {difference.Name}{(members.Length == 0 ? "" : $": {members}")}";
    }
}
