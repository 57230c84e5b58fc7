using StrongCities.Host.Identity;
using StrongCities.Host.Words;
using StrongCities.Hub.Applications.Board;

namespace StrongCities.Host.Exports;

/// <summary>Puts board and due list into tables, in the reader's words and time.</summary>
/// <param name="words">The texts.</param>
/// <param name="me">Whose time.</param>
internal sealed class ApplicationTables(PageWords words, CurrentViewer me)
{
    public TableFile Of(IReadOnlyList<ApplicationLine> board) => new(
        [
            words["Export.Number"], words["Board.Application"], words["Desk.CityColumn"], words["Export.Funder"], words["Desk.Status"], words["Board.NextColumn"],
            words["Request.By"], words["Board.Deadline"], words["Export.Risk"], words["Board.Requested"], words["Export.Currency"], words["Papers.Missing"],
        ],
        [
            .. board.Select(line => (IReadOnlyList<object?>)
            [
                line.Case.Number, line.Name, line.City.Name, line.Case.Brief.Funder, words.Hub($"Stage.{line.Case.Stage}"),
                line.Next is { } next ? words.Hub($"Milestone.{next.Kind}") : null, Local(line.Next?.DueAt), Local(line.Deadline), RiskOf(line.Risk),
                line.Asked?.Amount, line.Asked?.Currency, line.PapersMissing,
            ]),
        ]);

    public TableFile Of(IReadOnlyList<DueLine> due) => new(
        [words["Board.What"], words["Desk.CityColumn"], words["Board.Application"], words["Export.Number"], words["Board.Owner"], words["Request.By"], words["Export.Risk"]],
        [
            .. due.Select(line => (IReadOnlyList<object?>)
                [words.Hub(line.What), line.City.Name, line.Name, line.Case.Number, words.Owner(line.Owner), Local(line.DueAt), RiskOf(line.Risk)]),
        ]);

    private string? RiskOf(PlanRisk risk) => risk == PlanRisk.None ? null : words[$"Board.Risk.{risk}"];

    private DateTime? Local(DateTimeOffset? moment) =>
        moment is { } when ? TimeZoneInfo.ConvertTime(when, TimeZoneInfo.FindSystemTimeZoneById(me.TimeZone)).DateTime : null;
}
