using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Engine.Definitions;
using StrongCities.Engine.Execution;
using StrongCities.Engine.Expressions;

namespace StrongCities.Engine.Activities;

/// <summary>Answers the HTTP call with a file to download. Nothing is fetched for it: what is sent, the workflow has.</summary>
internal sealed class WriteFileHttpResponse : EngineActivity
{
    private const string AnyType = "application/octet-stream";

    public override ActivityDescriptor Descriptor { get; } = new("Elsa.WriteFileHttpResponse")
    {
        Category = "HTTP",
        DisplayName = "HTTP File Response",
        Description = "Answers the HTTP call that the workflow serves with a file.",
        Inputs =
        [
            new InputDescriptor("ContentType", "String") { DisplayName = "Content type", Description = "The file's own, or application/octet-stream, when empty." },
            new InputDescriptor("Filename", "String") { Description = "What the caller's browser saves it as." },
            new InputDescriptor("EntityTag", "String") { DisplayName = "Entity tag", Description = "Changes when the file does." },
            new InputDescriptor("Content", "Object")
            {
                IsRequired = true, Description = "A file of an endpoint or a download, bytes, text, or bytes in base 64 after 'base64:' or in a data: address.",
            },
        ],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        var content = execution.InputValue("Content");
        var file = Values.ToJson(content) as JsonObject;
        if (Bytes(content, file) is not { } bytes)
        {
            execution.Fault("The content is no file. Give a file, bytes or text; fetch what lies elsewhere with Download File before.");
            return;
        }

        var type = Given(execution, "ContentType") ?? file.Text("ContentType") ?? AnyType;
        var headers = new JsonObject { ["Content-Disposition"] = Disposition(Given(execution, "Filename") ?? file.Text("FileName") ?? "download") };
        if (Given(execution, "EntityTag") is { } tag)
        {
            headers["ETag"] = tag.EndsWith('"') ? tag : $"\"{tag}\"";
        }

        WriteHttpResponse.Reply(execution, 200, type, headers, bytes);
    }

    private static string? Given(ActivityExecution execution, string input) => execution.Input<string>(input) is { Length: > 0 } text ? text : null;

    private static byte[]? Bytes(object? content, JsonObject? file) => content switch
    {
        byte[] bytes => bytes,
        string text when text.StartsWith("base64:", StringComparison.Ordinal) => Decode(text["base64:".Length..]),
        string text when text.StartsWith("data:", StringComparison.Ordinal) && text.IndexOf(";base64,", StringComparison.Ordinal) is >= 0 and var at =>
            Decode(text[(at + ";base64,".Length)..]),
        string text when Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") => null,
        string text => Encoding.UTF8.GetBytes(text),
        _ => file.Text("Content") is { } kept ? Decode(kept) : null,
    };

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }

    /// <summary>The name twice, as RFC 6266 asks for: in ASCII for old readers, and in full.</summary>
    private static string Disposition(string name)
    {
        var plain = new string([.. name.Select(letter => char.IsAscii(letter) && !char.IsControl(letter) && letter is not ('"' or '\\') ? letter : '_')]);
        return $"attachment; filename=\"{plain}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}";
    }
}
