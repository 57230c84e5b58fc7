using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>A file that goes with a mail.</summary>
/// <param name="FileName">As the reader sees it.</param>
/// <param name="ContentType">Such as <c>application/pdf</c>.</param>
/// <param name="Content">Its bytes.</param>
public sealed record EmailAttachment(string FileName, string ContentType, ReadOnlyMemory<byte> Content)
{
    /// <summary>
    /// Reads what an author gave: text in base 64, an object with file name, content and type, or a list of those. What lies elsewhere is not
    /// fetched: a path or an address in a definition must not reach the host's files or network.
    /// </summary>
    internal static (IReadOnlyList<EmailAttachment> Attachments, string? Problem) Read(object? value)
    {
        var attachments = new List<EmailAttachment>();
        var items = Values.ToJson(value) switch
        {
            null => [],
            JsonArray array => array,
            JsonObject wrapped when ElsaJson.List(wrapped) is { } list => list,
            { } single => (IEnumerable<JsonNode?>)[single],
        };
        foreach (var item in items)
        {
            var name = Member(item, "fileName") ?? Member(item, "name") ?? $"Attachment-{attachments.Count + 1}";
            var content = item is JsonValue text ? text.ToString() : Member(item, "content");
            if (content is null || content.Contains("://", StringComparison.Ordinal))
            {
                return ([], $"The attachment '{name}' has no content here. Give it as base 64: addresses and paths are not fetched.");
            }

            var bytes = new byte[content.Length];
            if (!Convert.TryFromBase64String(content, bytes, out var length))
            {
                return ([], $"The content of the attachment '{name}' is not base 64. Encode it; addresses and paths are not fetched.");
            }

            attachments.Add(new EmailAttachment(name, Member(item, "contentType") ?? "application/octet-stream", bytes.AsMemory(0, length)));
        }

        return (attachments, null);
    }

    private static string? Member(JsonNode? item, string name) => (item as JsonObject)?
        .FirstOrDefault(member => string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase)).Value?.ToString();
}
