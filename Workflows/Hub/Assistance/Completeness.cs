namespace StrongCities.Hub.Assistance;

/// <summary>What a request must tell before an advisor can judge it.</summary>
public static class Completeness
{
    /// <summary>What is missing.</summary>
    /// <param name="form">As it is.</param>
    /// <param name="files">How many attachments there are.</param>
    /// <returns>Keys of the hub's words, in the form's order; empty when it is complete.</returns>
    public static IReadOnlyList<string> GapsOf(RequestForm form, int files)
    {
        var gaps = new List<string>();
        if (string.IsNullOrWhiteSpace(form.Wish))
        {
            gaps.Add("Gap.Wish");
        }

        if (form.WishedBy is null)
        {
            gaps.Add("Gap.WishedBy");
        }

        if (string.IsNullOrWhiteSpace(form.Authority))
        {
            gaps.Add("Gap.Authority");
        }

        if (!string.IsNullOrWhiteSpace(form.OnBehalfOf) && files == 0)
        {
            gaps.Add("Gap.Letter");
        }

        return gaps;
    }
}
