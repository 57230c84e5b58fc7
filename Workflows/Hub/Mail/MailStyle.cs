namespace StrongCities.Hub.Mail;

/// <summary>The parts of the mail layout that are not markup of ours: style sheet, spacer, Outlook's conditional comments.</summary>
internal static class MailStyle
{
    /// <summary>On every cell, because some clients inherit nothing.</summary>
    public const string Font = "font-family:-apple-system,'Segoe UI','Noto Sans',Roboto,Arial,sans-serif; font-size:16px; line-height:24px;";

    /// <summary>After the preheader, so that clients don't fill the preview with the body.</summary>
    public static string Filler { get; } = string.Concat(Enumerable.Repeat("&#847;&zwnj;&nbsp;", 40));

    /// <summary>Outlook knows no max-width: a fixed table around the column.</summary>
    public const string OutlookOpen = "<!--[if mso]><table role=\"presentation\" width=\"600\" align=\"center\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td><![endif]-->";

    /// <summary>Closes it.</summary>
    public const string OutlookClose = "<!--[if mso]></td></tr></table><![endif]-->";

    /// <summary>
    /// What inline styles can't say: narrow screens and the dark. <c>data-ogsc</c> is how Outlook.com marks its own dark mode. Colours
    /// are mid-tone and never pure black or white, so that clients that invert by themselves keep the contrast.
    /// </summary>
    public const string Sheet = """
        <style>
          :root { color-scheme: light dark; supported-color-schemes: light dark; }
          @media (max-width: 480px) {
            .margin { padding: 16px 8px !important; }
            .card { padding: 26px 20px 30px !important; }
            .row { display: block !important; width: auto !important; }
            .row.label { padding: 10px 0 0 !important; }
            .row.value { padding: 0 0 10px !important; border-top: 0 !important; }
            .wide { width: 100% !important; }
            .mainlink { display: block !important; padding: 14px 12px !important; }
          }
          @media (prefers-color-scheme: dark) {
            .page { background-color: #141a19 !important; }
            .card { background-color: #1e2625 !important; border-top-color: #4bb3a6 !important; }
            .text, .text h1, .text p, .text li, .value { color: #e4ebe9 !important; }
            .soft { background-color: #26312f !important; }
            .care { background-color: #3a3221 !important; color: #f3e7cb !important; }
            .text .label, .text .label p { color: #a9b8b5 !important; }
            .row { border-top-color: #35413f !important; }
            .quiet, .link { color: #79d0c4 !important; }
            .main { background-color: #4bb3a6 !important; }
            .mainlink { color: #0d211e !important; }
          }
          [data-ogsc] .text, [data-ogsc] h1, [data-ogsc] p, [data-ogsc] li, [data-ogsc] .value { color: #e4ebe9 !important; }
          [data-ogsc] .label { color: #a9b8b5 !important; }
          [data-ogsc] .link, [data-ogsc] .quiet { color: #79d0c4 !important; }
          [data-ogsb] .page { background-color: #141a19 !important; }
          [data-ogsb] .card { background-color: #1e2625 !important; }
        </style>
        """;
}
