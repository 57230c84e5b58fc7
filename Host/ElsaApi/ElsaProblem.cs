namespace StrongCities.Host.ElsaApi;

/// <summary>An error in the shape that Elsa Studio shows to people: each text becomes a message on the page.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Message">What happened, in general.</param>
/// <param name="Errors">What is wrong and how to mend it, by field; <c>generalErrors</c> for all else.</param>
internal sealed record ElsaProblem(int StatusCode, string Message, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors)
{
    /// <summary>Answers 400 with texts for people.</summary>
    public static IResult BadRequest(params IReadOnlyList<string> texts) => Of(StatusCodes.Status400BadRequest, texts);

    /// <summary>Answers 400 with what is wrong with one field.</summary>
    public static IResult Field(string name, string text) => Answer(StatusCodes.Status400BadRequest, name, [text]);

    /// <summary>Answers with a status and texts for people.</summary>
    public static IResult Of(int status, params IReadOnlyList<string> texts) => Answer(status, "generalErrors", texts);

    private static IResult Answer(int status, string field, IReadOnlyList<string> texts) => Results.Json(
        new ElsaProblem(status, "One or more errors occurred!", new Dictionary<string, IReadOnlyList<string>> { [field] = texts }),
        contentType: "application/problem+json", statusCode: status);
}
