using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Conformance.Cases;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Definitions;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Conformance;

/// <summary>The page that tells people what runs here says what is so.</summary>
public sealed class CompatibilityTableTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "elsa-compatibility.md"));
    private static readonly ActivityCatalog Catalog = new([]);

    [Fact]
    public void Every_activity_that_runs_is_in_the_table_and_no_other() => Assert.Equal(
        Catalog.Descriptors.Select(descriptor => descriptor.TypeName).Where(type => type.StartsWith("Elsa.", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        Rows("Activities").Where(row => row.Runs).Select(row => row.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Expressions_are_known_or_refused_as_the_table_says()
    {
        Assert.NotEmpty(Rows("Expressions"));
        Assert.All(Rows("Expressions"), row =>
            Assert.Equal(row.Runs, !Codes(Flowchart([Line("A", Expression(row.Name, "1"))])).Any(code => code is "unknown-expression" or "host-code")));
    }

    [Fact]
    public void Storage_drivers_keep_values_as_the_table_says() => Assert.All(Rows("Storage of variables"), row =>
    {
        var variable = Variable("V", "String");
        variable["storageDriverTypeName"] = row.Name;

        Assert.Equal(row.Remarks.Contains("forgotten", StringComparison.Ordinal),
            Codes(Flowchart([Set("V", Literal("x")), Wait("E")], "SetV>E"), variable).Contains("variable-is-forgotten"));
    });

    [Fact]
    public void Activation_strategies_are_those_of_the_table() => Assert.Equal(
        Enum.GetNames<ActivationStrategy>().Select(name => name + "Strategy").Order(StringComparer.Ordinal),
        Rows("Strategies and options").Select(row => row.Name)
            .Where(name => name.EndsWith("Strategy", StringComparison.Ordinal) && name is not ("FaultStrategy" or "ContinueWithIncidentsStrategy" or "resilienceStrategy"))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Mended_defects_have_the_rows_of_the_table() =>
        Assert.Equal(MendedDefects.Rows.Select(row => row.ToString(System.Globalization.CultureInfo.InvariantCulture)), Cells("Defects of Elsa that are mended").Select(row => row[0]));

    private static IEnumerable<string> Codes(JsonObject root, params JsonNode?[] variables)
    {
        var definition = DefinitionReader.Read(Encoding.UTF8.GetBytes(Definition(root, variables).ToJsonString()), "test").Definition!;
        return DefinitionLint.Run(WorkflowGraph.Compile(definition, Catalog).Graph!).Select(finding => finding.Code);
    }

    private static IReadOnlyList<(string Name, bool Runs, string Remarks)> Rows(string section) =>
        [.. Cells(section).Select(cells => (cells[0].Trim('`'), cells[1] is "supported" or "partly", cells[2]))];

    /// <summary>The cells of a section's table, without its head.</summary>
    private static IReadOnlyList<string[]> Cells(string section)
    {
        var start = Page.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page has no section '{section}'.");
        return [.. Page[(start + 1)..].Split("\n## ", 2)[0].Split('\n')
            .Where(line => line.StartsWith('|')).Skip(2).Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];
    }
}
