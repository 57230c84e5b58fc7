using StrongCities.Hub.Risks;

namespace StrongCities.Host.Risks;

/// <summary>A risk as the grid shows it.</summary>
/// <param name="Mark">Its number.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Cell">Where it stands.</param>
/// <param name="Href">Where more of it stands.</param>
public sealed record GridRisk(string Mark, string Title, RiskCell Cell, string Href)
{
    /// <summary>A risk of one city's register.</summary>
    public static GridRisk Of(Risk risk) => new($"{risk.Number}", risk.Facts.Title, risk.Score.Residual, $"#risk-{risk.Number}");

    /// <summary>A line of what the mayor signs.</summary>
    public static GridRisk Of(SnapshotLine line) => new($"{line.Number}", line.Facts.Title, line.Score.Residual, $"#risk-{line.Number}");
}
