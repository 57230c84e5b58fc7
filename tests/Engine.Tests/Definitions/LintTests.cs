using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Definitions;

public sealed class LintTests
{
    private static readonly ActivityCatalog Catalog = new([]);

    public static TheoryData<string, string> Definitions => new()
    {
        { "unknown-activity", Json(Flowchart([Activity("A", "Elsa.NoSuch")])) },
        { "unknown-activity", Json(Flowchart([Activity("A", "Elsa.RunCSharp")])) },
        { "unknown-version", Json(Flowchart([Activity("A", "Elsa.WriteLine", ("version", 9))])) },
        { "unconnected", Json(Flowchart([Line("A"), Line("B")])) },
        { "unreachable", Json(Flowchart([Line("A"), Line("B"), Line("C")], "B>C")) },
        { "connection-without-port", Json(PortLess()) },
        { "no-such-outcome", Json(Flowchart([Decision("D"), Line("A")], "D:Yes>A")) },
        { "no-such-outcome", Json(Flowchart([Line("A"), Line("B")], "A:Gone>B")) },
        { "illegal-loop", Json(Flowchart([Line("S"), Line("A"), Line("B"), Line("C")], "S>A", "S>B", "A>B", "B>C", "C>A")) },
        { "join-never-completes", Json(Flowchart([Decision("D"), Line("A"), Line("B"), Join("J", "WaitAll")], "D:True>A", "D:False>B", "A>J", "B>J")) },
        { "join-may-be-skipped", Json(Flowchart([Line("S"), Line("A"), Decision("D"), Join("J", "WaitAll")], "S>A", "S>D", "A>J", "D:True>J")) },
        { "converge-in-loop", Json(Flowchart([Line("S"), Merging("M", "Converge"), Line("A")], "S>M", "M>A", "A>M")) },
        { "no-timeout", Json(Flowchart([Wait("E")])) },
        { "input-missing", Json(Flowchart([Activity("E", "Elsa.Event")])) },
        { "syntax", Json(Flowchart([Line("A", Script("1 +"))])) },
        { "syntax", Json(Flowchart([Line("A", Liquid("{% if x %}"))])) },
        { "syntax", Json(Flowchart([Activity("A", "Elsa.RunJavaScript", ("script", Literal("let = = 3")))])) },
        { "unknown-expression", Json(Flowchart([Line("A", Expression("Cobol", "x"))])) },
        { "host-code", Json(Flowchart([Line("A", Expression("CSharp", "1"))])) },
        { "no-such-variable", Json(Flowchart([Set("Nowhere", Literal("x"))])) },
        { "no-such-variable", Json(Flowchart([Line("A", Script("getVariable('Nowhere')"))])) },
        { "no-such-variable", Json(Flowchart([Line("A", Script("variables.Nowhere"))])) },
        { "no-such-variable", Json(Flowchart([Line("A", Liquid("{{ Variables.Nowhere }}"))])) },
        { "no-such-variable", Json(Flowchart([Line("A", Expression("Variable", new JsonObject { ["id"] = "Nowhere" }))])) },
        { "no-such-input", Json(Flowchart([Line("A", Script("getInput('Nowhere')"))])) },
        { "no-such-input", Json(Flowchart([Line("A", Liquid("{{ Input.Nowhere }}"))])) },
        { "no-such-accessor", Json(Flowchart([Line("A", Script("getNowhere()"))])) },
        { "no-such-activity", Json(Flowchart([Line("A", Script("getOutputFrom('Nowhere')"))])) },
        { "no-such-output", Json(Flowchart([Activity("A", "Elsa.SetOutput", ("outputName", Literal("Nowhere")))])) },
        { "output-goes-nowhere", Json(Flowchart([Bound("J", "Nowhere")])) },
        { "variable-is-forgotten", Json(Flowchart([Set("V", Literal("x")), Wait("E")], "SetV>E"), Variable("V", "String", kept: false)) },
        { "output-is-forgotten", Json(Flowchart([Bound("J", "V"), Wait("E"), Line("A", Script("getOutputFrom('J')"))], "J>E", "E>A"), Variable("V", "Object")) },
        { "result-has-two-shapes", Json(Flowchart([Executing()]), Variable("V", "Object")) },
        { "no-merge-mode", Json(Flowchart([Line("S"), Line("A"), Line("B"), Line("J")], "S>A", "S>B", "A>J", "B>J")) },
    };

    [Theory]
    [MemberData(nameof(Definitions))]
    public void What_is_wrong_is_found_with_a_mend(string code, string definition)
    {
        var findings = Lint(definition, code == "no-merge-mode" ? FlowchartMode.TokenBased : null);

        Assert.Contains(code, findings.Select(finding => finding.Code));
        Assert.All(findings, finding => Assert.True(finding.Message.Length > 0 && finding.Mend.Length > 0 && finding.NodeId.Length > 0));
    }

    [Theory]
    [InlineData("WaitAllActive")]
    [InlineData("WaitAny")]
    public void A_join_behind_a_decision_is_fine_when_it_waits_for_what_was_taken(string mode) =>
        Assert.Empty(Lint(Json(Flowchart([Decision("D"), Line("A"), Line("B"), Join("J", mode)], "D:True>A", "D:False>B", "A>J", "B>J"))));

    [Fact]
    public void A_join_of_all_behind_a_fork_is_fine() =>
        Assert.Empty(Lint(Json(Flowchart([Decision("D"), Line("S"), Line("A"), Line("B"), Join("J", "WaitAll")], "D:True>S", "S>A", "S>B", "A>J", "B>J"))));

    [Fact]
    public void A_wait_with_a_timer_beside_it_is_fine() =>
        Assert.Empty(Lint(Json(Flowchart(
            [Line("S"), Wait("E"), Activity("D", "Elsa.Delay", ("timeSpan", Literal("1.00:00:00"))), Join("J", "WaitAny")], "S>E", "S>D", "E>J", "D>J"))));

    [Fact]
    public void Names_that_exist_are_fine()
    {
        var definition = Definition(
            Flowchart(
                [
                    Line("A", Script("variables.V + getV() + getVariable('V') + getCity() + getInput('City') + getCorrelationId()")),
                    Line("B", Liquid("{{ Variables.V }}{{ Input.City }}")),
                    Line("C", Script("function getAll() { return 1 } getAll()")),
                    Set("V", Script("setVariable('Made', 1)")),
                    Line("E", Script("getMade()")),
                ],
                "A>B", "B>C", "C>SetV", "SetV>E"),
            Variable("V", "String"));
        definition["inputs"] = new JsonArray(new JsonObject { ["name"] = "City", ["type"] = "String" });

        Assert.Empty(Lint(definition.ToJsonString()));
    }

    [Fact]
    public void A_loop_s_own_variables_are_known_inside_it() => Assert.Empty(Lint(Json(Activity(
        "L", "Elsa.ForEach", ("items", Script("[1]")), ("body", Line("A", Script("getVariable('CurrentValue') + getCurrentIndex()")))))));

    [Fact]
    public void A_workflow_that_never_waits_forgets_nothing() =>
        Assert.Empty(Lint(Json(Flowchart([Set("V", Literal("x"))]), Variable("V", "String", kept: false))));

    private static IReadOnlyList<LintFinding> Lint(string json, FlowchartMode? mode = null)
    {
        var read = DefinitionReader.Read(Encoding.UTF8.GetBytes(json), "test").Definition!;
        var definition = new WorkflowDefinition { Id = read.Id, DefinitionId = read.DefinitionId, Version = 1, Source = read.Source, FlowchartMode = mode };
        return DefinitionLint.Run(WorkflowGraph.Compile(definition, Catalog).Graph!);
    }

    private static string Json(JsonObject root, params JsonNode?[] variables) => Definition(root, variables).ToJsonString();

    private static JsonObject Decision(string id) => Activity(id, "Elsa.FlowDecision", ("condition", Script("true")));

    private static JsonObject Join(string id, string mode) => Activity(id, "Elsa.FlowJoin", ("mode", Literal(mode)));

    private static JsonObject Merging(string id, string mode)
    {
        var line = Line(id);
        line["customProperties"] = new JsonObject { ["mergeMode"] = mode };
        return line;
    }

    private static JsonObject Bound(string id, string variable) => Activity(
        id, "Elsa.RunJavaScript", ("script", Literal("1")), ("result", new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = variable } }));

    private static JsonObject Executing() => Activity(
        "X", "Elsa.ExecuteWorkflow", ("workflowDefinitionId", Literal("child")), ("waitForCompletion", Literal(true)),
        ("result", new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "V" } }));

    private static JsonObject PortLess()
    {
        var flow = Flowchart([Activity("A", "Elsa.RunJavaScript"), Line("B")], "A>B");
        flow["connections"]![0]!["source"]!.AsObject().Remove("port");
        return flow;
    }
}
