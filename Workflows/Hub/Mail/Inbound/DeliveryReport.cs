using System.Text.RegularExpressions;
using MimeKit;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>What a bounce says (RFC 3464).</summary>
/// <param name="Weight">What it means for the address.</param>
/// <param name="Status">Such as <c>5.1.1</c>, or empty.</param>
public sealed partial record DeliveryReport(BounceWeight Weight, string Status)
{
    /// <summary>Reads one. A report of the old style, in words only, counts as soft: words prove nothing.</summary>
    /// <param name="message">Classified as a report.</param>
    /// <returns>What it says.</returns>
    public static DeliveryReport Of(MimeMessage message)
    {
        foreach (var group in message.BodyParts.OfType<MessageDeliveryStatus>().SelectMany(part => part.StatusGroups))
        {
            var action = group["Action"]?.Trim().ToLowerInvariant();
            var status = StatusCode().Match(group["Status"] ?? "").Value;
            switch (action)
            {
                case "failed":
                    return new DeliveryReport(WeightOf(status), status);
                case "delayed" or "delivered" or "relayed" or "expanded":
                    return new DeliveryReport(BounceWeight.None, status);
            }
        }

        return new DeliveryReport(BounceWeight.Soft, "");
    }

    /// <summary>What a status code means for an address.</summary>
    /// <param name="status">Enhanced status code (RFC 3463).</param>
    /// <returns>Hard where the address itself is wrong (5.1.x) or gone (5.2.1); everything else may pass.</returns>
    public static BounceWeight WeightOf(string status) =>
        status.StartsWith("5.1.", StringComparison.Ordinal) || status == "5.2.1" ? BounceWeight.Hard : BounceWeight.Soft;

    [GeneratedRegex(@"[245]\.\d{1,3}\.\d{1,3}", RegexOptions.CultureInvariant)]
    private static partial Regex StatusCode();
}

/// <summary>What a bounce means for an address.</summary>
public enum BounceWeight
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It may work again.</summary>
    Soft,

    /// <summary>It does not work.</summary>
    Hard,
}
