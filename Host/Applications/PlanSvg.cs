using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace StrongCities.Host.Applications;

/// <summary>What Razor cannot write of a picture by itself: numbers in no language, and SVG's <c>text</c>, whose name Razor takes for its own.</summary>
internal static class PlanSvg
{
    public static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    public static IHtmlContent Text(string css, double x, double y, string anchor, string text)
    {
        var tag = new TagBuilder("text");
        tag.Attributes["class"] = css;
        tag.Attributes["x"] = Number(x);
        tag.Attributes["y"] = Number(y);
        tag.Attributes["text-anchor"] = anchor;
        tag.InnerHtml.Append(text);
        return tag;
    }
}
