using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Execution;

/// <summary>The variables that one execution brings into being: those its activity declares, and a loop's own.</summary>
internal sealed class VariableScope
{
    private readonly IReadOnlyList<VariableDeclaration> declarations;
    private readonly Dictionary<string, object?> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?> locals = new(StringComparer.Ordinal);

    public VariableScope(IReadOnlyList<VariableDeclaration> declarations, ExecutionState? stored = null)
    {
        this.declarations = declarations;
        foreach (var declaration in stored?.Variables is null ? [] : declarations)
        {
            if (stored!.Variables!.TryGetPropertyValue(declaration.Id, out var value))
            {
                values[declaration.Id] = Values.FromJson(value, declaration.Type);
            }
        }

        foreach (var (name, value) in stored?.Locals ?? [])
        {
            locals[name] = Values.FromJson(value);
        }
    }

    public IEnumerable<string> Names => locals.Keys.Concat(declarations.Select(declaration => declaration.Name));

    /// <summary>Gives a value to the body of a loop.</summary>
    public void SetLocal(string name, object? value) => locals[name] = Values.Of(value);

    public bool TryGetByName(string name, out object? value) =>
        locals.TryGetValue(name, out value) || TryGet(Declared(name), out value);

    public bool TryGetById(string id, out object? value) => TryGet(DeclaredId(id), out value);

    public bool TrySetByName(string name, object? value)
    {
        if (!locals.ContainsKey(name))
        {
            return TrySet(Declared(name), value);
        }

        locals[name] = Values.Of(value);
        return true;
    }

    public bool TrySetById(string id, object? value) => TrySet(DeclaredId(id), value);

    /// <summary>What brings a variable's value back after a change; null when it is not of this scope.</summary>
    public Action? Remember(string name) => locals.ContainsKey(name) ? Remember(locals, name)
        : Declared(name) is { } declaration ? Remember(values, declaration.Id) : null;

    /// <inheritdoc cref="Remember(string)"/>
    public static Action Remember(Dictionary<string, object?> values, string key)
    {
        var known = values.TryGetValue(key, out var before);
        return () =>
        {
            values.Remove(key);
            if (known)
            {
                values[key] = before;
            }
        };
    }

    /// <summary>What is stored between bursts. As in Elsa, null deletes: afterwards the default is back.</summary>
    /// <param name="all">Also what no driver keeps, because a question splits the burst.</param>
    public JsonObject? ToJson(bool all)
    {
        JsonObject? json = null;
        foreach (var declaration in declarations)
        {
            if ((all || declaration.SurvivesSuspension) && values.TryGetValue(declaration.Id, out var value) && (all || value is not null))
            {
                (json ??= [])[declaration.Id] = Values.ToJson(value);
            }
        }

        return json;
    }

    public JsonObject? LocalsToJson() => locals.Count == 0 ? null
        : new JsonObject(locals.Select(local => KeyValuePair.Create(local.Key, Values.ToJson(local.Value))));

    private VariableDeclaration? Declared(string name)
    {
        foreach (var declaration in declarations)
        {
            if (declaration.Name == name)
            {
                return declaration;
            }
        }

        return null;
    }

    private VariableDeclaration? DeclaredId(string id)
    {
        foreach (var declaration in declarations)
        {
            if (declaration.Id == id)
            {
                return declaration;
            }
        }

        return null;
    }

    private bool TryGet(VariableDeclaration? declaration, out object? value)
    {
        value = null;
        if (declaration is null)
        {
            return false;
        }

        if (!values.TryGetValue(declaration.Id, out value))
        {
            value = declaration.Default;
        }

        return true;
    }

    private bool TrySet(VariableDeclaration? declaration, object? value)
    {
        if (declaration is null)
        {
            return false;
        }

        values[declaration.Id] = Conversion.To(Values.Of(value), declaration.Type);
        return true;
    }
}
