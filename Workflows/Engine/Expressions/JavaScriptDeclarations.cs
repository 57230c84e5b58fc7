using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Expressions;

/// <summary>What scripts of a workflow can name, as TypeScript: an editor completes and checks by it. Beside <see cref="JavaScriptHost"/>, which makes it so.</summary>
public static class JavaScriptDeclarations
{
    private const string Everywhere = """
        /** The definition's id, the same for all its versions. */
        declare function getWorkflowDefinitionId(): string;
        /** The id of the version that runs. */
        declare function getWorkflowDefinitionVersionId(): string;
        /** The number of the version that runs, from 1. */
        declare function getWorkflowDefinitionVersion(): number;
        /** The run's id. */
        declare function getWorkflowInstanceId(): string;
        /** What ties the run to a case. */
        declare function getCorrelationId(): string | null;
        declare function setCorrelationId(value: string | null): void;
        declare function getWorkflowInstanceName(): string | null;
        declare function setWorkflowInstanceName(value: string | null): void;
        /** A variable by its name; null when there is none. */
        declare function getVariable(name: string): any;
        /** Sets a variable. A name that is not declared is forgotten when the run waits. */
        declare function setVariable(name: string, value: any): void;
        /** What the workflow was started with. */
        declare function getInput(name: string): any;
        /** An output of an activity, by its id or name, while the run has not waited since. */
        declare function getOutputFrom(activity: string, output?: string): any;
        /** The last result of any activity, while the run has not waited since. */
        declare function getLastResult(): any;
        /** An address that publishes an event to this run only. It holds until a date, or for a time such as '7.00:00:00'. */
        declare function createEventTriggerUrl(eventName: string, lifetimeOrExpiry?: string | Date): string;
        declare function isNullOrEmpty(value: string | null): boolean;
        declare function isNullOrWhiteSpace(value: string | null): boolean;
        declare function parseGuid(value: string): string | null;
        declare function newGuid(): string;
        declare function newGuidString(): string;
        declare function getGuidString(): string;
        declare function newShortGuid(): string;
        declare function getShortGuid(): string;
        declare function toJson(value: any): string;
        /** Bytes are text in base 64. */
        declare function bytesToString(value: string): string;
        declare function bytesFromString(value: string): string;
        declare function bytesToBase64(value: string): string;
        declare function bytesFromBase64(value: string): string;
        declare function stringToBase64(value: string): string;
        declare function stringFromBase64(value: string): string;
        """;

    private const string InRunJavaScript = """
        /** Which port the activity leaves by. */
        declare function setOutcome(name: string): void;
        declare function setOutcomes(names: string[]): void;
        """;

    /// <summary>Writes them.</summary>
    /// <param name="definition">The workflow.</param>
    /// <param name="graph">The same compiled, or <see langword="null"/> when a draft is too unfinished for that: then nothing is said of its activities.</param>
    /// <param name="setsOutcomes">Whether the script is one of <c>Elsa.RunJavaScript</c>.</param>
    /// <returns>The text of a <c>.d.ts</c> file. Names that no script can write are left out.</returns>
    public static string Of(WorkflowDefinition definition, WorkflowGraph? graph, bool setsOutcomes)
    {
        List<VariableDeclaration> variables =
        [
            .. VariableDeclaration.ReadAll(definition.Source["variables"], "").Concat(graph?.Nodes.SelectMany(node => node.Variables) ?? [])
                .Where(variable => IsName(variable.Name)).DistinctBy(variable => variable.Name, StringComparer.Ordinal),
        ];
        var inputs = InputDeclaration.ReadAll(definition.Source["inputs"])
            .Where(input => IsName(input.Name)).ExceptBy(variables.Select(variable => Pascal(variable.Name)), input => Pascal(input.Name), StringComparer.Ordinal);
        var outputs = graph?.NamedOutputs.Where(named => IsName(named.Activity)).Distinct() ?? [];
        string[] lines =
        [
            Everywhere.ReplaceLineEndings("\n"),
            .. setsOutcomes ? [InRunJavaScript.ReplaceLineEndings("\n")] : Array.Empty<string>(),
            "declare const variables: {",
            .. variables.Select(variable => $"    {variable.Name}: {TypeOf(variable.Type)};"),
            "};",
            .. variables.Select(variable => $"declare function get{Pascal(variable.Name)}(): {TypeOf(variable.Type)};"),
            .. variables.Select(variable => $"declare function set{Pascal(variable.Name)}(value: {TypeOf(variable.Type)}): void;"),
            .. inputs.Select(input => $"declare function get{Pascal(input.Name)}(): {TypeOf(input.Type)};"),
            .. outputs.Select(named => $"declare function get{named.Output}From{named.Activity}(): any;"),
            "",
        ];
        return string.Join('\n', lines);
    }

    private static bool IsName(string name) => name.Length > 0 && !char.IsDigit(name[0]) && name.All(char.IsLetterOrDigit);

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string TypeOf(DataType type) => type.IsList ? $"{TypeOf(type with { IsList = false })}[]" : type.Kind switch
    {
        DataKind.Boolean => "boolean",
        DataKind.Int16 or DataKind.Int32 or DataKind.Int64 or DataKind.Single or DataKind.Double or DataKind.Decimal => "number",
        DataKind.Text or DataKind.Guid or DataKind.Bytes => "string",
        _ => "any",
    };
}
