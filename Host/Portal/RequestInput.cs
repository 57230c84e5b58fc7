using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using StrongCities.Host.Words;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;

namespace StrongCities.Host.Portal;

/// <summary>The request form as typed. Texts all, so that nothing typed is lost to a conversion.</summary>
internal sealed class RequestInput
{
    public string? Title { get; set; }

    public string? Lane { get; set; }

    public string? Problem { get; set; }

    public string? Wish { get; set; }

    public string? WishedBy { get; set; }

    public string? Authority { get; set; }

    public string? Risks { get; set; }

    public Guid? RiskId { get; set; }

    public string? EarlierHelp { get; set; }

    public string? OnBehalfOf { get; set; }

    public bool Confidential { get; set; }

    public static RequestInput From(RequestForm form) => new()
    {
        Title = form.Title,
        Lane = form.Lane?.ToString(),
        Problem = form.Problem,
        Wish = form.Wish,
        WishedBy = form.WishedBy?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Authority = form.Authority,
        Risks = form.Risks,
        RiskId = form.RiskId,
        EarlierHelp = form.EarlierHelp,
        OnBehalfOf = form.OnBehalfOf,
        Confidential = form.Confidential,
    };

    /// <summary>The form for a use case, or <see langword="null"/> where a day is no day; then the page says so.</summary>
    public RequestForm? Read(ModelStateDictionary state, PageWords words)
    {
        DateOnly? wishedBy = null;
        if (!string.IsNullOrWhiteSpace(WishedBy))
        {
            if (!DateOnly.TryParseExact(WishedBy, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                state.AddModelError("Form.WishedBy", words["Form.NoDay"]);
                return null;
            }

            wishedBy = day;
        }

        return new RequestForm
        {
            Title = Title?.Trim() ?? "",
            Lane = Enum.TryParse<Lane>(Lane, out var lane) && Enum.IsDefined(lane) ? lane : null,
            Problem = Problem?.Trim() ?? "",
            Wish = Kept(Wish),
            WishedBy = wishedBy,
            Authority = Kept(Authority),
            Risks = Kept(Risks),
            RiskId = RiskId,
            EarlierHelp = Kept(EarlierHelp),
            OnBehalfOf = Kept(OnBehalfOf),
            Confidential = Confidential,
        };
    }

    /// <summary>The page's name of a command's field.</summary>
    public static string NameOf(string field) => field is "Files" or "" ? field : $"Form.{field[(field.LastIndexOf('.') + 1)..]}";

    /// <summary>Uploads as a use case takes them; an empty file field is none.</summary>
    public static IReadOnlyList<Upload> Uploads(IEnumerable<IFormFile> files) =>
        [.. files.Where(file => file.Length > 0 || file.FileName.Length > 0).Select(file => new Upload(Path.GetFileName(file.FileName), file.Length, file.OpenReadStream))];

    private static string? Kept(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
