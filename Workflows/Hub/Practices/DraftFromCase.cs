using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Risks;

namespace StrongCities.Hub.Practices;

/// <summary>Fills a draft in from what a support request's case knows: an advisor shortens and mends, and does not copy.</summary>
internal static class DraftFromCase
{
    private const string Asked = "Task.Feedback";
    private const string AskedLater = "Task.FollowUp";

    public static async Task<PracticeText> WriteAsync(HubDb db, SupportRequest request, CancellationToken cancellation)
    {
        var said = await (from task in db.Tasks
                          join answer in db.Decisions on task.Id equals answer.TaskId
                          where task.CaseId == request.Id
                          orderby answer.Id
                          select new { task.Title, answer.Comment, answer.Fields }).AsNoTracking().ToListAsync(cancellation);
        IEnumerable<string?> Words(string title, params string[] fields) => said.Where(line => line.Title == title)
            .SelectMany(line => fields.Select(field => line.Fields.GetValueOrDefault(field)).Append(line.Comment));

        var city = await db.Cities.AsNoTracking().SingleAsync(one => one.Id == request.CityId, cancellation);
        var days = (request.Days ?? []).Select(day => day.What);
        return new PracticeText
        {
            Title = Cut(request.Title, PracticeRules.MaxShort),
            Problem = Lines(PracticeRules.MaxText, request.Form.Problem),
            Done = Lines(PracticeRules.MaxText, [request.Terms?.Deliverables, .. days, .. Words(PracticeRules.Delivered, "Answer"), .. Words(PracticeRules.Reported)]),
            Result = Lines(PracticeRules.MaxText, [.. Words(Asked, "WhatChanges", "ByWhomAndWhen"), .. Words(AskedLater, "WhatHappened")]),
            Days = Math.Min(request.Days is { Count: > 0 } log ? log.Count : request.Terms?.Days ?? 0, PracticeRules.MaxDays) is var count and > 0 ? count : null,
            Themes = await ThemesAsync(db, request, cancellation),
            Languages = [People.Languages.Known(city.Language)],
        };
    }

    // Of a risk that the hub may not read, nothing is taken over.
    private static async Task<IReadOnlyList<string>> ThemesAsync(HubDb db, SupportRequest request, CancellationToken cancellation) =>
        request.Form.RiskId is { } id && await db.Risks.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.CityId == request.CityId && one.Visibility != RiskVisibility.City, cancellation) is { } risk
            ? [.. risk.Facts.Themes.Take(PracticeRules.MostThemes)]
            : [];

    private static string Lines(int most, params IEnumerable<string?> parts) =>
        Cut(string.Join('\n', parts.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => part!.Trim()).Distinct(StringComparer.Ordinal)), most);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
