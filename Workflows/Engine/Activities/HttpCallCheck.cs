using System.Globalization;
using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>What an endpoint says of a call that it does not take.</summary>
/// <param name="Outcome">The endpoint's outcome for it.</param>
/// <param name="Status">What the caller gets unless the outcome is exposed.</param>
/// <param name="Message">Told to the caller with it.</param>
internal sealed record HttpCallRefusal(string Outcome, int Status, string Message);

/// <summary>Checks a call against the limits of its endpoint.</summary>
internal static class HttpCallCheck
{
    public const string RequestTooLarge = "Request too large";

    public const string FileTooLarge = "File too large";

    public const string InvalidFileExtension = "Invalid file extension";

    public const string InvalidFileMimeType = "Invalid file MIME type";

    /// <summary>The first limit that the call breaks, or <see langword="null"/>.</summary>
    public static HttpCallRefusal? Find(ActivityExecution endpoint, JsonObject call, JsonArray files)
    {
        var size = call["ContentLength"]?.GetValue<long>() ?? 0;
        if (endpoint.Input<long?>("RequestSizeLimit") is > 0 and var limit && size > limit)
        {
            return new HttpCallRefusal(RequestTooLarge, 413, $"The maximum request size allowed is {Text(limit)} bytes.");
        }

        var fileLimit = endpoint.Input<long?>("FileSizeLimit");
        var allowed = List(endpoint, "AllowedFileExtensions");
        var blocked = List(endpoint, "BlockedFileExtensions");
        var types = List(endpoint, "AllowedMimeTypes");
        foreach (var file in files.OfType<JsonObject>())
        {
            var extension = Path.GetExtension(file.Text("FileName") ?? "");
            if (fileLimit is > 0 and var most && file["Length"]?.GetValue<long>() > most)
            {
                return new HttpCallRefusal(FileTooLarge, 413, $"The maximum file size allowed is {Text(most)} bytes.");
            }

            if (allowed.Count > 0 && !allowed.Contains(extension))
            {
                return new HttpCallRefusal(InvalidFileExtension, 415, $"Only the following file extensions are allowed: {string.Join(", ", allowed)}");
            }

            if (blocked.Contains(extension))
            {
                return new HttpCallRefusal(InvalidFileExtension, 415, $"The following file extensions are not allowed: {string.Join(", ", blocked)}");
            }

            if (types.Count > 0 && !types.Contains(file.Text("ContentType") ?? ""))
            {
                return new HttpCallRefusal(InvalidFileMimeType, 415, $"Only the following MIME types are allowed: {string.Join(", ", types)}");
            }
        }

        return null;
    }

    private static HashSet<string> List(ActivityExecution endpoint, string input) =>
        new((endpoint.Input<JsonArray>(input) ?? []).Select(item => ElsaJson.Text(item)).OfType<string>(), StringComparer.OrdinalIgnoreCase);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
