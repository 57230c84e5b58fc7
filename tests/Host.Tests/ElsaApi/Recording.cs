using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StrongCities.Host.Tests.ElsaApi;

/// <summary>Sends recorded requests again and compares the shapes of the answers. Ids of the recording stand for those that are found in their place here.</summary>
internal sealed partial class Recording(ElsaClient elsa)
{
    private static readonly string[] Ids = ["id", "definitionId", "workflowInstanceId", "planId", "activityInstanceId", "definitionVersionId"];

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private byte[] exported = [];

    /// <summary>Whether something recorded has its counterpart here.</summary>
    public bool Knows(string recorded) => ids.ContainsKey(recorded);

    /// <summary>From now on, something here stands for something recorded.</summary>
    public void Learn(string recorded, string here) => ids[recorded] = here;

    /// <summary>Sends a request again.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="body">As recorded: JSON, text, or <c>{multipart: [{field, file}]}</c>.</param>
    /// <param name="withoutType">Whether it was refused for want of a content type.</param>
    public async Task<Answer> SendAsync(string method, string path, JsonNode? body, bool withoutType)
    {
        using HttpContent? content = body switch
        {
            JsonObject form when form["multipart"] is JsonArray files => Upload(files),
            _ when withoutType => null,
            null => method == "POST" ? Json("{}") : null,
            JsonValue text => Json(text.ToString()),
            _ => Json(Mapped(body.ToJsonString())),
        };
        var answer = await elsa.SendAsync(method, Mapped(path), content);
        if (path.Contains("/export", StringComparison.Ordinal) && answer.Status == System.Net.HttpStatusCode.OK && answer.Bytes is [(byte)'{', ..])
        {
            exported = answer.Bytes;
        }

        return answer;
    }

    /// <summary>How an answer differs from the recorded one: another status, fields that are missing, fields of another type.</summary>
    public List<string> Compare(int status, JsonNode? body, Answer answer)
    {
        var found = new List<string>();
        if (status != (int)answer.Status)
        {
            found.Add(string.Create(CultureInfo.InvariantCulture, $"status {status}, here {(int)answer.Status}"));
        }

        if (body is JsonObject or JsonArray && answer.Bytes is [(byte)'{' or (byte)'[', ..])
        {
            found.AddRange(Shape.Of(body).MissingIn(Shape.Of(answer.Json)));
            Learn(body, answer.Json);
        }
        else if (body is JsonObject { Count: > 0 } json && json["zipEntries"] is null && (int)answer.Status < 400)
        {
            found.Add("no JSON");
        }

        return found;
    }

    private string Mapped(string text) => ids.Aggregate(text, (now, id) => now.Replace(id.Key, id.Value, StringComparison.Ordinal));

    /// <summary>Later requests name what earlier ones made.</summary>
    private void Learn(JsonNode? recorded, JsonNode? here)
    {
        switch (recorded, here)
        {
            case (JsonObject a, JsonObject b):
                foreach (var (name, value) in a.Where(member => b[member.Key] is not null))
                {
                    if (Ids.Contains(name) && value is JsonValue id && RowId().IsMatch(id.ToString()))
                    {
                        ids[id.ToString()] = b[name]!.ToString();
                    }

                    Learn(value, b[name]);
                }

                break;
            case (JsonArray { Count: > 0 } a, JsonArray { Count: > 0 } b):
                Learn(a[0], b[0]);
                break;
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>The files were not recorded: what was exported last stands for them.</summary>
    private MultipartFormDataContent Upload(JsonArray files)
    {
        var form = new MultipartFormDataContent();
        foreach (var file in files)
        {
            var name = (string)file!["file"]!;
            var size = (int)file["size"]!;
            var part = new ByteArrayContent(Path.GetExtension(name) switch
            {
                ".json" when size < 10 => "{bad"u8.ToArray(),
                ".json" => exported,
                ".zip" => Zip(size > 1000 ? 2 : 1),
                _ => "text"u8.ToArray(),
            });
            part.Headers.ContentType = MediaTypeHeaderValue.Parse((string)file["type"]!);
            form.Add(part, (string)file["field"]!, name);
        }

        if (files.Count == 0)
        {
            form.Add(new StringContent(""), "nothing");
        }

        return form;
    }

    private byte[] Zip(int count)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var number in Enumerable.Range(1, count))
            {
                var definition = JsonNode.Parse(exported)!;
                definition["id"] = $"zipped-{number}-1";
                definition["definitionId"] = $"zipped-{number}";
                using var entry = zip.CreateEntry($"{number}.json").Open();
                JsonSerializer.Serialize(entry, definition);
            }
        }

        return stream.ToArray();
    }

    [GeneratedRegex("^[0-9a-f]{14,16}$")]
    private static partial Regex RowId();
}
