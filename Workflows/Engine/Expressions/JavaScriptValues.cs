using System.Text.Json.Nodes;
using Jint;
using Jint.Native;
using Jint.Native.Date;
using Jint.Native.Function;
using Jint.Runtime;

namespace StrongCities.Engine.Expressions;

/// <summary>Values between scripts and the engine. Scripts get copies, so nothing they do reaches a graph or a state.</summary>
internal static class JavaScriptValues
{
    private const int MaxDepth = 64;

    private static readonly string[] ResultMembers = ["WorkflowInstanceId", "Status", "SubStatus", "Output"];

    /// <summary>Whole numbers up to here are exact in a script and become integers again.</summary>
    private const double LargestWhole = 9.2e18;

    public static JsValue ToScript(Jint.Engine engine, object? value) => value switch
    {
        null => JsValue.Null,
        string text => new JsString(text),
        bool flag => flag ? JsBoolean.True : JsBoolean.False,
        int number => JsNumber.Create(number),
        long or short or double or float or decimal => JsNumber.Create(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        JsonArray array => new JsArray(engine, [.. array.Select(item => ToScript(engine, Values.FromJson(item)))]),
        JsonObject json => ToScript(engine, json),
        _ => JsValue.FromObject(engine, value),
    };

    /// <exception cref="EvaluationException">The value is nested too deep, or contains itself.</exception>
    public static object? ToEngine(JsValue value, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new EvaluationException($"The script's value is nested deeper than {MaxDepth} levels, or contains itself.");
        }

        return value switch
        {
            _ when value.IsNull() || value.IsUndefined() => null,
            _ when value.IsString() => value.AsString(),
            _ when value.IsBoolean() => value.AsBoolean(),
            _ when value.IsNumber() => Number(value.AsNumber()),
            JsArray array => new JsonArray([.. Enumerable.Range(0, checked((int)array.Length))
                .Select(i => Values.ToJson(ToEngine(array[(uint)i], depth + 1)))]),
            JsDate date => date.ToDateTime(),
            Function => null,
            JsObject json => Members(json, depth),
            _ => Foreign(value),
        };
    }

    private static JsObject ToScript(Jint.Engine engine, JsonObject json)
    {
        var target = new JsObject(engine);
        foreach (var (name, value) in json)
        {
            target.Set(name, ToScript(engine, Values.FromJson(value)));
        }

        if (IsExecuteWorkflowResult(json))
        {
            target.Prototype = InCamelCase(engine, target);
        }

        return target;
    }

    /// <summary>What Execute Workflow gives is an object of .NET in Elsa: scripts may begin its members small.</summary>
    private static bool IsExecuteWorkflowResult(JsonObject json) => json.Count == ResultMembers.Length && ResultMembers.All(json.ContainsKey);

    /// <summary>The same members by their other name, on a prototype so that they are not part of the object.</summary>
    private static JsObject InCamelCase(Jint.Engine engine, JsObject target)
    {
        var aliases = new JsObject(engine);
        foreach (var member in ResultMembers)
        {
            aliases.Set(char.ToLowerInvariant(member[0]) + member[1..], target.Get(member));
        }

        return aliases;
    }

    private static object Number(double number) =>
        number == Math.Truncate(number) && Math.Abs(number) <= LargestWhole ? Values.Whole((long)number) : number;

    private static JsonObject Members(JsObject json, int depth)
    {
        var members = new JsonObject();
        foreach (var key in json.GetOwnPropertyKeys(Types.String))
        {
            var value = json.Get(key);
            if (value is not Function && !value.IsUndefined())
            {
                members[key.ToString()] = Values.ToJson(ToEngine(value, depth + 1));
            }
        }

        return members;
    }

    private static object? Foreign(JsValue value) => value.ToObject() switch
    {
        null => null,
        DateTime or DateTimeOffset or TimeSpan or Guid or byte[] => value.ToObject(),
        var other => Values.Of(other),
    };
}
