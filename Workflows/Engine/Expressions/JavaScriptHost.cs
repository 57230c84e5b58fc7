using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Interop;
using StrongCities.Engine.Definitions;

namespace StrongCities.Engine.Expressions;

/// <summary>
/// The engine of one evaluation, with Elsa's helpers. Only what the script's text mentions is set up: most scripts
/// mention one or two of a hundred.
/// </summary>
internal sealed class JavaScriptHost
{
    private const int BytesPerItem = 16;

    private readonly EvaluationScope scope;
    private readonly FrozenSet<string> words;
    private readonly Dictionary<string, JsValue> before = new(StringComparer.Ordinal);
    private JsObject? variables;

    public JavaScriptHost(EvaluationScope scope, FrozenSet<string> words)
    {
        this.scope = scope;
        this.words = words;
        Engine = new Jint.Engine(options =>
        {
            options.MaxStatements(scope.Limits.MaxScriptStatements)
                .LimitRecursion(scope.Limits.MaxScriptRecursion)
                .LimitMemory(scope.Limits.MaxScriptMemory)
                .TimeoutInterval(scope.Limits.ScriptTimeout)
                .RegexTimeoutInterval(scope.Limits.RegexTimeout)
                .DisableStringCompilation()
                .Culture(CultureInfo.InvariantCulture)
                .LocalTimeZone(TimeZoneInfo.Utc);
            options.TimeSystem = new BurstTime(scope.Now);
            options.Constraints.MaxArraySize = (uint)Math.Min(scope.Limits.MaxScriptMemory / BytesPerItem, uint.MaxValue);
        });
        AddIdentities();
        AddVariables();
        AddInputsAndOutputs();
        AddText();
        AddChance();
        GuardGrowth("repeat", (length, argument) => length * argument);
        GuardGrowth("padStart", Math.Max);
        GuardGrowth("padEnd", Math.Max);
    }

    public Jint.Engine Engine { get; }

    /// <summary>What a script did to <c>variables.X</c>, deep inside too, goes back to the variables it changed.</summary>
    public void CopyVariablesBack()
    {
        foreach (var (name, value) in before)
        {
            var now = variables!.Get(name);
            if (now is JsObject or JsArray || !now.Equals(value))
            {
                var after = JavaScriptValues.ToEngine(now);
                if (scope.TryGetVariable(name, out var current) && !JsonNode.DeepEquals(Values.ToJson(current), Values.ToJson(after)))
                {
                    scope.SetVariable(name, after);
                }
            }
        }
    }

    private void AddIdentities()
    {
        Add("getWorkflowDefinitionId", _ => scope.Definition.DefinitionId);
        Add("getWorkflowDefinitionVersionId", _ => scope.Definition.Id);
        Add("getWorkflowDefinitionVersion", _ => scope.Definition.Version);
        Add("getWorkflowInstanceId", _ => scope.InstanceId);
        Add("getCorrelationId", _ => scope.CorrelationId);
        Add("setCorrelationId", arguments => scope.CorrelationId = Text(arguments, 0));
        Add("getWorkflowInstanceName", _ => scope.InstanceName);
        Add("setWorkflowInstanceName", arguments => scope.InstanceName = Text(arguments, 0));
        Add("createEventTriggerUrl", arguments => scope.EventLink(
            Text(arguments, 0) ?? throw new EvaluationException("createEventTriggerUrl needs the event's name."), Expiry(arguments.At(1))));
        if (scope.SetOutcomes is { } setOutcomes)
        {
            AddAction("setOutcome", arguments => setOutcomes([Text(arguments, 0) ?? "Done"]));
            AddAction("setOutcomes", arguments => setOutcomes(
                [.. (JavaScriptValues.ToEngine(arguments.At(0)) as JsonArray ?? []).Select(outcome => ElsaJson.Text(outcome) ?? "Done")]));
        }
    }

    private void AddVariables()
    {
        Add("getVariable", arguments => scope.TryGetVariable(Text(arguments, 0) ?? "", out var value) ? value : null);
        AddAction("setVariable", arguments => scope.SetVariable(Text(arguments, 0) ?? "", JavaScriptValues.ToEngine(arguments.At(1))));
        if (words.Contains("variables"))
        {
            variables = new JsObject(Engine);
            Engine.SetValue("variables", variables);
        }

        // As in Elsa, other names are reached by getVariable only.
        foreach (var name in scope.VariableNames.Where(name => name.All(char.IsLetterOrDigit)))
        {
            if (variables is not null && words.Contains(name) && scope.TryGetVariable(name, out var value))
            {
                before[name] = JavaScriptValues.ToScript(Engine, value);
                variables.Set(name, before[name]);
            }

            Add("get" + PascalCase(name), _ => scope.TryGetVariable(name, out var now) ? now : null);
            AddAction("set" + PascalCase(name), arguments => scope.SetVariable(name, JavaScriptValues.ToEngine(arguments.At(0))));
        }
    }

    private void AddInputsAndOutputs()
    {
        Add("getInput", arguments => scope.WorkflowInput(Text(arguments, 0) ?? ""));
        foreach (var name in scope.DeclaredInputs)
        {
            Add("get" + PascalCase(name), _ => scope.WorkflowInput(name));
        }

        Add("getLastResult", _ => scope.LastResult);
        Add("getOutputFrom", arguments => scope.OutputOf(Text(arguments, 0) ?? "", Text(arguments, 1) ?? "Result"));
        if (words.Any(word => word.Contains("From", StringComparison.Ordinal)))
        {
            foreach (var (activity, output) in scope.NamedOutputs)
            {
                Add($"get{output}From{activity}", _ => scope.OutputOf(activity, output));
            }
        }
    }

    private void AddText()
    {
        Add("isNullOrEmpty", arguments => string.IsNullOrEmpty(Text(arguments, 0)));
        Add("isNullOrWhiteSpace", arguments => string.IsNullOrWhiteSpace(Text(arguments, 0)));
        Add("toJson", arguments => Values.ToJson(JavaScriptValues.ToEngine(arguments.At(0)))?.ToJsonString(ElsaJson.Compact) ?? "null");
        Add("parseGuid", arguments => Guid.TryParse(Text(arguments, 0), out var guid) ? guid.ToString() : null);
        Add("stringToBase64", arguments => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(arguments, 0) ?? "")));
        Add("stringFromBase64", arguments => Encoding.UTF8.GetString(Bytes(arguments)));
        Add("bytesToString", arguments => Encoding.UTF8.GetString(Bytes(arguments)));
        Add("bytesFromString", arguments => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(arguments, 0) ?? "")));
        Add("bytesToBase64", arguments => Text(arguments, 0));
        Add("bytesFromBase64", arguments => Text(arguments, 0));
    }

    /// <summary>Random numbers and new ids come from the burst's seed, so that a replay sees the same ones.</summary>
    private void AddChance()
    {
        if (words.Contains("random"))
        {
            Engine.Global.Get("Math").AsObject().Set("random", new ClrFunction(Engine, "random", (_, _) => JsNumber.Create(scope.NextRandom())));
        }

        Add("newGuid", _ => NewGuid().ToString());
        Add("newGuidString", _ => NewGuid().ToString());
        Add("getGuidString", _ => NewGuid().ToString());
        Add("newShortGuid", _ => ShortGuid());
        Add("getShortGuid", _ => ShortGuid());
    }

    /// <summary>Memory is checked between statements, so functions that blow up a text in one go are checked beforehand.</summary>
    private void GuardGrowth(string name, Func<double, double, double> length)
    {
        if (!words.Contains(name))
        {
            return;
        }

        var prototype = Engine.Global.Get("String").AsObject().Get("prototype").AsObject();
        var original = prototype.Get(name);
        prototype.Set(name, new ClrFunction(Engine, name, (self, arguments) =>
            length(TypeConverter.ToString(self).Length, TypeConverter.ToNumber(arguments.At(0))) * sizeof(char) > scope.Limits.MaxScriptMemory
                ? throw new EvaluationException($"The text that {name} would make exceeds the script's memory limit of {scope.Limits.MaxScriptMemory} bytes.")
                : Engine.Invoke(original, self, [.. arguments])));
    }

    private Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(scope.NextRandom() * 256);
        }

        return new Guid(bytes);
    }

    private string ShortGuid() => Convert.ToBase64String(NewGuid().ToByteArray())[..22].Replace('/', '_').Replace('+', '-');

    private void Add(string name, Func<JsValue[], object?> function)
    {
        if (words.Contains(name))
        {
            Engine.SetValue(name, new ClrFunction(Engine, name, (_, arguments) => JavaScriptValues.ToScript(Engine, function(arguments))));
        }
    }

    private void AddAction(string name, Action<JsValue[]> action) => Add(name, arguments =>
    {
        action(arguments);
        return null;
    });

    private static string? Text(JsValue[] arguments, int index) =>
        JavaScriptValues.ToEngine(arguments.At(index)) is { } value ? Values.ToText(value) : null;

    /// <summary>A date, or a time span such as <c>7.00:00:00</c> from now on.</summary>
    private DateTimeOffset? Expiry(JsValue value) => JavaScriptValues.ToEngine(value) switch
    {
        null => null,
        DateTime moment => new DateTimeOffset(moment.ToUniversalTime()),
        var span when Conversion.To(span, new DataType(DataKind.TimeSpan)) is TimeSpan lifetime && lifetime > TimeSpan.Zero => scope.Now + lifetime,
        _ => throw new EvaluationException("How long an address holds is a date, or a time span such as '7.00:00:00' for seven days."),
    };

    private static byte[] Bytes(JsValue[] arguments) =>
        Conversion.To(JavaScriptValues.ToEngine(arguments.At(0)), new DataType(DataKind.Bytes)) as byte[] ?? [];

    private static string PascalCase(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>The only clock of scripts: it stands still.</summary>
    private sealed class BurstTime(DateTimeOffset now) : ITimeSystem
    {
        private static readonly DefaultTimeSystem Rules = new(TimeZoneInfo.Utc, CultureInfo.InvariantCulture);

        public TimeZoneInfo DefaultTimeZone => TimeZoneInfo.Utc;

        public DateTimeOffset GetUtcNow() => now;

        public bool TryParse(string date, out long epochMilliseconds) => Rules.TryParse(date, out epochMilliseconds);

        public TimeSpan GetUtcOffset(long epochMilliseconds) => TimeSpan.Zero;
    }
}
