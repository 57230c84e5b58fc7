using System.Globalization;
using StrongCities.Engine.Definitions;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Host.ElsaApi.Definitions;

/// <summary>The one place where results of use cases become answers.</summary>
internal static class DefinitionAnswers
{
    public static IResult Of(DefinitionResult result, Func<DefinitionStored, IResult> stored) => result switch
    {
        DefinitionStored done => stored(done),
        DefinitionRefused refused => Refused(refused),
        DraftHeld held => new ToldFrame("held", Refused(new DefinitionRefused(held.Problems))),
        DefinitionAwaitsSecond asked => new ToldFrame("awaits", ElsaProblem.BadRequest(
            $"Saved, and not published yet: version {asked.Row.Version} awaits a second person, who publishes it on the page \"Versions\" of this workflow.")),
        _ => Results.NotFound(),
    };

    public static IResult Refused(DefinitionRefused refused) => Errors(refused.Problems
        .GroupBy(KeyOf)
        .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(problem => $"{problem.Message} {problem.Mend}").Distinct()]));

    public static IResult BadQuery(string name, string value, string mend) =>
        Errors(new Dictionary<string, IReadOnlyList<string>> { [name] = [$"Value [{value}] is not valid for {name}. {mend}"] });

    /// <summary>Runs something with the version that a query means.</summary>
    public static Task<IResult> WithVersionAsync(string? text, VersionOptions otherwise, Func<VersionOptions, Task<IResult>> run) =>
        string.IsNullOrEmpty(text) ? run(otherwise)
        : VersionOptions.Parse(text) is { } version ? run(version)
        : Task.FromResult(BadQuery("versionOptions", text, "Use Latest, Published, LatestOrPublished, LatestAndPublished, Draft, AllVersions or a number."));

    /// <summary>A whole number from 0, or the query's fault.</summary>
    public static bool TryNumber(string? text, out int? number)
    {
        number = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given);
        number = isNumber ? given : null;
        return isNumber;
    }

    /// <summary>Whether rows may be deleted or published in bulk by these ids: a forgotten filter must not be taken for one that means nothing, or all.</summary>
    public static IResult? RefuseEmpty(IReadOnlyCollection<string>? ids, string member) => ids is { Count: > 0 } ? null
        : ElsaProblem.BadRequest($"No {member} given. Send a JSON object whose {member} lists at least one id.");

    public static string FileName(DefinitionRow row)
    {
        var name = string.Join('-', (row.Name ?? "").Split((char[])[' ', '_', '-', '/', '\\', '"', ':', '.'], StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        return $"workflow-definition-{row.DefinitionId}-{(name.Length == 0 ? "" : name + "-")}{row.Id}.json"
            .Replace('/', '-').Replace('\\', '-').Replace(':', '-');
    }

    private static string KeyOf(DefinitionProblem problem) =>
        problem.Place == "$" || problem.Place.StartsWith("line ", StringComparison.Ordinal) ? "serializerErrors"
        : problem.Place is "$.root" or "$.model.root" ? "model.root"
        : "generalErrors";

    private static IResult Errors(IReadOnlyDictionary<string, IReadOnlyList<string>> errors) => Results.Json(
        new ElsaProblem(StatusCodes.Status400BadRequest, "One or more errors occurred!", errors),
        contentType: "application/problem+json", statusCode: StatusCodes.Status400BadRequest);

    /// <summary>Beside what Studio shows, a word for our frame, which says above the editor how to go on.</summary>
    private sealed record ToldFrame(string Word, IResult Result) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers["X-Draft"] = Word;
            return Result.ExecuteAsync(httpContext);
        }
    }
}
