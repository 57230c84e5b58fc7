using System.Globalization;
using MediatR;
using StrongCities.Host.Desk;
using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub.Applications.Board;
using StrongCities.Hub.Applications.Feeds;
using StrongCities.Hub.Equity;

namespace StrongCities.Host.Exports;

/// <summary>Board and due list as files, and what is due for calendar programs.</summary>
internal static class ExportRoutes
{
    public static void AddExports(this IServiceCollection services)
    {
        services.AddSingleton<ApplicationTables>();
        services.AddSingleton<DueCalendar>();
    }

    public static void MapExports(this WebApplication app)
    {
        app.MapGet("/exports/applications.csv", (HttpContext http, IMediator mediator, ApplicationTables tables, CurrentViewer me) =>
            BoardAsync(http, mediator, tables, me, xlsx: false)).RequireAuthorization();
        app.MapGet("/exports/applications.xlsx", (HttpContext http, IMediator mediator, ApplicationTables tables, CurrentViewer me) =>
            BoardAsync(http, mediator, tables, me, xlsx: true)).RequireAuthorization();
        app.MapGet("/exports/due.csv", (HttpContext http, IMediator mediator, ApplicationTables tables, CurrentViewer me, Guid? city, int? days, bool? risk, bool? mine) =>
            DueAsync(http, mediator, tables, ApplicationsModel.DueOf(me, city, Math.Clamp(days ?? 0, 0, 3_650), risk ?? false, mine ?? false), xlsx: false)).RequireAuthorization();
        app.MapGet("/exports/due.xlsx", (HttpContext http, IMediator mediator, ApplicationTables tables, CurrentViewer me, Guid? city, int? days, bool? risk, bool? mine) =>
            DueAsync(http, mediator, tables, ApplicationsModel.DueOf(me, city, Math.Clamp(days ?? 0, 0, 3_650), risk ?? false, mine ?? false), xlsx: true)).RequireAuthorization();
        app.MapGet("/exports/equity.csv", async (HttpContext http, IMediator mediator, PageWords words, CurrentViewer me) =>
            await mediator.Send(new GetEquity(me.Viewer), http.RequestAborted) is { } view
                ? await FileAsync(EquityTable.Of(view, words), "equity", xlsx: false, http.RequestAborted)
                : TypedResults.NotFound()).RequireAuthorization();
        app.MapGet("/calendar/{token}", ReadAsync).AllowAnonymous().RequireRateLimiting(RequestLimiting.Links);
    }

    private static async Task<IResult> BoardAsync(HttpContext http, IMediator mediator, ApplicationTables tables, CurrentViewer me, bool xlsx) =>
        await mediator.Send(new ListApplications(me.Viewer), http.RequestAborted) is { } board
            ? await FileAsync(tables.Of(board), "applications", xlsx, http.RequestAborted)
            : TypedResults.NotFound();

    private static async Task<IResult> DueAsync(HttpContext http, IMediator mediator, ApplicationTables tables, ListDue asked, bool xlsx) =>
        await mediator.Send(asked, http.RequestAborted) is { } due ? await FileAsync(tables.Of(due), "due", xlsx, http.RequestAborted) : TypedResults.NotFound();

    private static async Task<IResult> FileAsync(TableFile table, string name, bool xlsx, CancellationToken cancellation) => xlsx
        ? TypedResults.File(await table.XlsxAsync(cancellation), TableFile.XlsxType, $"{name}.xlsx")
        : TypedResults.File(table.Csv(), TableFile.CsvType, $"{name}.csv");

    // A calendar program has no cookie and no language: it reads in its owner's.
    private static async Task<IResult> ReadAsync(string token, HttpContext http, IMediator mediator, DueCalendar calendar, PageWords words)
    {
        const string Ending = ".ics";
        var secret = token.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? token[..^Ending.Length] : token;
        http.Response.KeepUnlisted();
        if (await mediator.Send(new ReadFeed(secret), http.RequestAborted) is not { } feed)
        {
            return TypedResults.NotFound();
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(feed.Reader.Language);
        return TypedResults.Bytes(calendar.Write(feed, words["Nav.Applications"]), "text/calendar; charset=utf-8");
    }
}
