using System.Text.Json.Nodes;

namespace StrongCities.Engine.Activities;

/// <summary>The questions that HTTP activities ask, and how whoever sends a request for them answers.</summary>
public static class HttpAnswer
{
    /// <summary>
    /// Asks for a request to be sent: <c>{Url, Method, Content, ContentType, Authorization, DisableAuthorizationHeaderValidation,
    /// RequestHeaders, Retries: null | "Strategy" | "Legacy", AsFile}</c>.
    /// </summary>
    public const string SendQuestion = "Elsa.SendHttpRequest";

    /// <summary>
    /// Asks for the caller to be answered: <c>{InstanceId, StatusCode, ContentType, Headers, Body}</c>, the body in base 64, or null. No answer
    /// is expected but that it is done.
    /// </summary>
    public const string ReplyQuestion = "Elsa.WriteHttpResponse";

    internal const string TimeoutFailure = "Timeout";

    /// <summary>A response came, of whatever status.</summary>
    /// <param name="status">Such as 200.</param>
    /// <param name="headers">Lists of values by name.</param>
    /// <param name="parsedContent">JSON as it is, text as text.</param>
    /// <returns>The answer.</returns>
    public static JsonObject Responded(int status, JsonObject headers, JsonNode? parsedContent) =>
        new() { ["StatusCode"] = status, ["Headers"] = headers, ["ParsedContent"] = parsedContent };

    /// <summary>No connection, or one that broke.</summary>
    /// <param name="message">Why.</param>
    /// <returns>The answer.</returns>
    public static JsonObject FailedToConnect(string message) => new() { ["Failure"] = "FailedToConnect", ["Message"] = message };

    /// <summary>No response in time.</summary>
    /// <param name="message">After how long.</param>
    /// <returns>The answer.</returns>
    public static JsonObject TimedOut(string message) => new() { ["Failure"] = TimeoutFailure, ["Message"] = message };
}
