using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Tasks;

namespace StrongCities.Host.Tasks;

/// <summary>A decision as typed, with what the page showed.</summary>
internal sealed class DecisionInput
{
    public string? Option { get; set; }

    public string? Comment { get; set; }

    public Dictionary<string, string?> Fields { get; set; } = [];

    /// <summary>The code of a signature, as typed.</summary>
    public string? Code { get; set; }

    public bool IsCompletion { get; set; }

    public bool IsUpload { get; set; }

    public int SeenVersion { get; set; }

    public string? SeenDigest { get; set; }

    /// <summary>A fingerprint of each field or fact of the case as shown, so that a stale page can say what changed.</summary>
    public Dictionary<string, string?> Seen { get; set; } = [];

    public static DecisionInput Shown(TaskPage page, string? option)
    {
        var input = new DecisionInput
        {
            Option = page.Task.Options.FirstOrDefault(known => string.Equals(known.Key, option, StringComparison.OrdinalIgnoreCase))?.Key,
        };
        input.See(page);
        return input;
    }

    /// <summary>Takes note of what the page shows now.</summary>
    public void See(TaskPage page)
    {
        IsCompletion = page.Task.Kind == TaskKind.Completion;
        IsUpload = page.Task.Kind == TaskKind.Upload;
        SeenVersion = page.Task.Version;
        SeenDigest = page.Digest;
        Seen = Fingerprints(page.Case);
    }

    public HashSet<string> Changed(TaskPage now) =>
        [.. Fingerprints(now.Case).Where(field => Seen.GetValueOrDefault(field.Key) != field.Value).Select(field => field.Key)];

    public DecideTask Command(TaskAccess access) => new(
        access,
        Option ?? "",
        string.IsNullOrWhiteSpace(Comment) ? null : Comment.Trim(),
        Fields.Where(field => !string.IsNullOrWhiteSpace(field.Value)).ToDictionary(field => field.Key, field => field.Value!.Trim()),
        SeenVersion,
        SeenDigest ?? "",
        Code);

    private static Dictionary<string, string?> Fingerprints(Case about) => (about is SupportRequest request ? FieldsOf(request.Form) : FactsOf(about.Topic))
        .ToDictionary(line => line.Field, line => (string?)Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line.Text ?? "")))[..12]);

    private static IEnumerable<(string Field, string? Text)> FactsOf(MailTopic? topic) =>
        (topic?.Facts ?? []).GroupBy(fact => fact.Label).Select(facts => (facts.Key, (string?)JsonSerializer.Serialize(facts.ToArray<object>())));

    private static IEnumerable<(string Field, string? Text)> FieldsOf(RequestForm form) =>
    [
        ("Title", form.Title),
        ("Lane", form.Lane?.ToString()),
        ("Problem", form.Problem),
        ("Wish", form.Wish),
        ("WishedBy", form.WishedBy?.ToString("O", CultureInfo.InvariantCulture)),
        ("Authority", form.Authority),
        ("Risks", form.Risks),
        ("EarlierHelp", form.EarlierHelp),
        ("OnBehalfOf", form.OnBehalfOf),
    ];
}
