using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using Xunit;

namespace StrongCities.Engine.Tests.Definitions;

public sealed class DefinitionReaderTests
{
    private static readonly ActivityCatalog Catalog = new([]);

    [Theory]
    [InlineData("""{"definitionId":"a","version":2,"root":{"id":"r","type":"Elsa.Sequence"}}""")]
    [InlineData("""{"model":{"DefinitionId":"a","Version":2,"Root":{"id":"r","type":"Elsa.Sequence"}}}""")]
    [InlineData("\uFEFF// exported\n{\"definitionId\":\"a\",\"version\":\"2\",\"root\":{\"id\":\"r\",\"type\":\"Elsa.Sequence\"},}")]
    public void Members_are_found_without_case_in_a_wrapper_and_past_comments(string json)
    {
        var definition = Read(json).Definition!;

        Assert.Equal(("a", "a-v2", 2), (definition.DefinitionId, definition.Id, definition.Version));
        Assert.NotNull(WorkflowGraph.Compile(definition, Catalog).Graph);
    }

    [Theory]
    [InlineData("""{"a": }""", "line 1, column 7")]
    [InlineData("{\n\"a\": 1,\n\"b\": [1,,2]\n}", "line 3, column 9")]
    [InlineData("", "line 1, column 1")]
    [InlineData("[]", "$")]
    [InlineData("""{"root": 5}""", "$.root")]
    [InlineData("""{"model": {"root": []}}""", "$.model.root")]
    [InlineData("""{"name": "x", "Name": "y"}""", "$")]
    public void What_is_no_definition_is_told_with_file_place_and_mend(string json, string place)
    {
        var problem = Assert.Single(Read(json).Problems);

        Assert.True(problem.IsError);
        Assert.Equal(("broken.json", place), (problem.Source, problem.Place));
        Assert.NotEmpty(problem.Message);
        Assert.NotEmpty(problem.Mend);
    }

    [Fact]
    public void Deep_nesting_is_refused_not_fatal() =>
        Assert.True(Assert.Single(Read(new string('[', 100_000)).Problems).IsError);

    [Fact]
    public void Two_activities_with_one_id_are_refused_by_name()
    {
        var definition = Read("""
            {"root":{"id":"r","type":"Elsa.Sequence","activities":[{"id":"x","type":"Elsa.End"},{"id":"x","type":"Elsa.End"}]}}
            """).Definition!;
        var compilation = WorkflowGraph.Compile(definition, Catalog);

        Assert.Null(compilation.Graph);
        Assert.Contains("'x'", Assert.Single(compilation.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_wrapped_by_reference_preserving_writers_and_flat_connections_are_understood()
    {
        var bench = new Workbench(JsonNode.Parse("""
            {"variables":{"$values":[{"id":"v","name":"V","typeName":"String","value":"x"}]},
             "root":{"type":"Elsa.Flowchart","activities":{"_type":"Activity[]","items":[
               {"id":"A","type":"Elsa.WriteLine","text":"plain"},
               {"id":"B","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Variable","value":{"id":"v"}}}}]},
             "connections":{"$values":[{"source":"A","sourcePort":"Done","target":"B","targetPort":"In"},{"source":"A","target":"gone"}]}}}
            """)!.AsObject()).Start();

        Assert.Equal(["plain", "x"], bench.Lines);
    }

    [Fact]
    public void Missing_ids_are_given_by_type_and_number()
    {
        var bench = new Workbench(JsonNode.Parse("""
            {"root":{"type":"Elsa.Sequence","activities":[{"type":"Elsa.WriteLine"},{"type":"Elsa.WriteLine"}]}}
            """)!.AsObject()).Start();

        Assert.Contains("WriteLine2:Completed", bench.Journal);
    }

    [Fact]
    public void Warnings_name_the_place_and_the_mend()
    {
        var definition = Read("""
            {"root":{"id":"r","type":"Elsa.Flowchart","activities":[
               {"id":"A","type":"Elsa.WriteLine"}],
              "connections":[{"source":{"activity":"A"},"target":{"activity":"nowhere"}}]}}
            """).Definition!;
        var compilation = WorkflowGraph.Compile(definition, Catalog);

        Assert.NotNull(compilation.Graph);
        Assert.Equal(["$.root.connections[0]"], compilation.Problems.Select(problem => problem.Place));
        Assert.DoesNotContain(compilation.Problems, problem => problem.IsError || problem.Mend.Length == 0);
    }

    [Fact]
    public void Writing_loses_nothing_that_was_not_understood()
    {
        const string Json = """
            {"$schema":"x","id":"row","definitionId":"a","version":3,"name":"A ","future":{"deep":[1,2.50,{"x":null}]},
             "root":{"id":"r","type":"Acme.Unknown","version":7,"colour":"blue","metadata":{"designer":{"position":{"x":1.0}}}}}
            """;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Json), DefinitionWriter.Write(Read(Json).Definition!)));
    }

    [Fact]
    public void Writing_puts_a_new_version_over_the_old_one()
    {
        var read = Read("""{"id":"row","definitionId":"a","version":3,"isPublished":true,"root":{"type":"Elsa.Sequence"}}""").Definition!;
        var written = DefinitionWriter.Write(new WorkflowDefinition
        {
            Id = "row2", DefinitionId = "a", Version = 4, Source = read.Source, IsLatest = true,
        });

        Assert.Equal("""{"id":"row2","definitionId":"a","version":4,"isPublished":false,"root":{"type":"Elsa.Sequence"},"isLatest":true}""", written.ToJsonString());
        Assert.Equal(3, (int)read.Source["version"]!);
    }

    [Fact]
    public void The_hash_of_an_event_is_the_one_that_Elsa_computes() => Assert.Equal(
        "159229920F1B8E88A347E7913C7E80335871012CD3591E65E681A2DEC4EAA1F4",
        StimulusHash.Of(Event.TypeName, Event.Payload("go")),
        ignoreCase: true);

    private static DefinitionReading Read(string json) => DefinitionReader.Read(Encoding.UTF8.GetBytes(json), "broken.json");
}
