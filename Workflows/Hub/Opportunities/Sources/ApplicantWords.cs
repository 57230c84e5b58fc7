namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Turns Grants.gov's words and codes for applicants into CommonGrants' values.</summary>
internal static class ApplicantWords
{
    // Code, value, and how the words of it begin, in the several ways in which they are written.
    private static readonly (string Code, string Value, string[] Begins)[] Known =
    [
        ("00", "government_state", ["State governments"]),
        ("01", "government_county", ["County governments"]),
        ("02", "government_municipal", ["City or township governments"]),
        ("04", "government_special_district", ["Special district governments"]),
        ("05", "school_district_independent", ["Independent school districts"]),
        ("06", "higher_education_public", ["Public and State controlled institutions", "Public and state institutions of higher"]),
        ("07", "government_tribal", ["Native American tribal governments", "Federally recognized Native American tribal"]),
        ("11", "organization_tribal_other", ["Native American tribal organizations", "Other Native American tribal organizations"]),
        ("12", "non_profit_with_501c3", ["Nonprofits having a 501(c)(3)", "Nonprofits with 501(c)(3)"]),
        ("13", "nonprofit_without_501c3", ["Nonprofits that do not have a 501(c)(3)", "Nonprofits without 501(c)(3)"]),
        ("20", "higher_education_private", ["Private institutions of higher education"]),
        ("21", "individual", ["Individuals"]),
        ("22", "for_profit_not_small_business", ["For profit organizations other than", "For-profit organizations other than"]),
        ("23", "for_profit_small_business", ["Small businesses"]),
        ("99", "unrestricted", ["Unrestricted"]),
    ];

    public static FactList<string> Of(IEnumerable<string?> words) => [.. SourceText.Words(words).Select(Of).Distinct()];

    private static string Of(string word)
    {
        foreach (var (code, value, begins) in Known)
        {
            if (word == code || word == value || begins.Any(begin => word.StartsWith(begin, StringComparison.OrdinalIgnoreCase)))
            {
                return value;
            }
        }

        return word switch { "08" => "custom:Public housing authorities", "25" => "custom:Others", _ => $"custom:{word}" };
    }
}
