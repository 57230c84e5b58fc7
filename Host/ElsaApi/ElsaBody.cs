using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.Host.ElsaApi.Definitions;

namespace StrongCities.Host.ElsaApi;

/// <summary>
/// A request's members, from a JSON body or a query, found without case. What is wrong is collected under the member's name, so that the
/// caller answers once with all of it.
/// </summary>
internal sealed class ElsaBody
{
    private readonly JsonObject members;
    private readonly Dictionary<string, List<string>> problems = new(StringComparer.Ordinal);

    private ElsaBody(JsonObject members) => this.members = members;

    /// <summary>Nothing but null when everything so far was right.</summary>
    public IResult? Refusal => problems.Count == 0 ? null : Results.Json(
        new ElsaProblem(
            StatusCodes.Status400BadRequest,
            "One or more errors occurred!",
            problems.ToDictionary(problem => problem.Key, problem => (IReadOnlyList<string>)problem.Value)),
        contentType: "application/problem+json", statusCode: StatusCodes.Status400BadRequest);

    /// <summary>Reads a query.</summary>
    public static ElsaBody Of(IQueryCollection query)
    {
        var members = Empty();
        foreach (var (name, values) in query)
        {
            members[name] = values.Count == 1 ? values[0] : new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        }

        return new ElsaBody(members);
    }

    /// <summary>Reads an object within a body.</summary>
    public static ElsaBody Of(JsonObject json) => new(json);

    /// <summary>Reads a JSON body and goes on with it. Where none is needed, none is as good as an empty object.</summary>
    public static async Task<IResult> WithAsync(HttpRequest request, int limit, bool required, Func<ElsaBody, Task<IResult>> run)
    {
        if (!request.HasJsonContentType())
        {
            return required ? Results.StatusCode(StatusCodes.Status415UnsupportedMediaType) : await run(new ElsaBody(Empty()));
        }

        if (await DefinitionBody.ReadAsync(request.Body, limit, request.HttpContext.RequestAborted) is not { } body)
        {
            return ElsaProblem.Of(StatusCodes.Status413PayloadTooLarge, $"The body has more than {limit} bytes. Send less, or raise ElsaApi:Instances:MaxBody.");
        }

        return body.Length == 0 ? await run(new ElsaBody(Empty()))
            : Parse(body) is { } json ? await run(new ElsaBody(json))
            : ElsaProblem.BadRequest("Invalid request body. Send a JSON object.");
    }

    /// <summary>A member as it is.</summary>
    public JsonNode? Node(string name) => members[name];

    /// <summary>A copy of a member that is an object, also when it is written as text; null when there is none.</summary>
    public JsonObject? Object(string name) => members[name] switch
    {
        null => null,
        JsonObject json => json.DeepClone().AsObject(),
        JsonValue value when value.TryGetValue(out string? text) && (text.Length == 0 || TryParse(text) is JsonObject) =>
            text.Length == 0 ? null : TryParse(text)!.AsObject(),
        _ => Wrong<JsonObject>(name, "It must be a JSON object."),
    };

    /// <summary>A list of objects; empty when there is none.</summary>
    public IReadOnlyList<JsonObject> Objects(string name) => members[name] switch
    {
        null => [],
        JsonArray list when list.All(item => item is JsonObject) => [.. list.Select(item => item!.AsObject())],
        _ => Wrong<IReadOnlyList<JsonObject>>(name, "It must be a list of JSON objects.") ?? [],
    };

    public string? Text(string name) => members[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text.Length == 0 ? null : text,
        _ => Wrong<string>(name, "It must be text."),
    };

    /// <summary>A list of texts; one text is a list of one, and empty ones do not count.</summary>
    public IReadOnlyList<string> Texts(params IReadOnlyList<string> names) => [.. names.SelectMany(name => members[name] switch
    {
        null => [],
        JsonArray list => list.OfType<JsonValue>().Select(item => item.ToString()),
        JsonValue value => [value.ToString()],
        _ => Wrong<string[]>(name, "It must be a list of texts.") ?? [],
    }).Where(text => text.Length > 0)];

    public int? Number(string name) => members[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out int number) && number >= 0 => number,
        JsonValue value when value.TryGetValue(out string? text) && text.Length == 0 => null,
        JsonValue value when value.TryGetValue(out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var other => WrongValue<int>(name, $"Value [{other}] is not a whole number from 0."),
    };

    public bool? Flag(string name) => members[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        JsonValue value when value.TryGetValue(out string? text) && text.Length == 0 => null,
        JsonValue value when value.TryGetValue(out string? text) && bool.TryParse(text, out var flag) => flag,
        var other => WrongValue<bool>(name, $"Value [{other}] is neither true nor false."),
    };

    public DateTimeOffset? Moment(string name) => members[name] is JsonValue value && DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var moment)
        ? moment : WrongValue<DateTimeOffset>(name, "It must be a time such as 2026-11-23T08:00:00Z.");

    public T? Choice<T>(string name)
        where T : struct, Enum => Text(name) is { } text ? Choose<T>(name, text) : null;

    public IReadOnlyList<T> Choices<T>(string name)
        where T : struct, Enum => [.. Texts(name).Select(text => Choose<T>(name, text)).OfType<T>()];

    /// <summary>Says what is wrong with a member.</summary>
    public void Refuse(string name, string problem)
    {
        if (!problems.TryGetValue(name, out var texts))
        {
            problems.Add(name, texts = []);
        }

        texts.Add(problem);
    }

    /// <summary>Takes over what is wrong with an object of one's own list.</summary>
    public void Take(string place, ElsaBody inner)
    {
        foreach (var (name, texts) in inner.problems)
        {
            texts.ForEach(text => Refuse($"{place}.{name}", text));
        }
    }

    private static JsonObject Empty() => new(new JsonNodeOptions { PropertyNameCaseInsensitive = true });

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body, new JsonNodeOptions { PropertyNameCaseInsensitive = true }, new JsonDocumentOptions { MaxDepth = 256 }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private T? Choose<T>(string name, string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) && !char.IsDigit(text[0]) ? choice
        : WrongValue<T>(name, $"Invalid value '{text}'. Use {string.Join(", ", Enum.GetNames<T>())}.");

    private T? Wrong<T>(string name, string problem)
        where T : class
    {
        Refuse(name, problem);
        return null;
    }

    private T? WrongValue<T>(string name, string problem)
        where T : struct
    {
        Refuse(name, problem);
        return null;
    }
}
