using System.Globalization;
using System.Text.Json.Nodes;

namespace StrongCities.Hub.Opportunities.CommonGrants;

/// <summary>Writes opportunities as CommonGrants 0.4.0's <c>OpportunityBase</c>: what the funder says, and who may apply as far as an advisor found out. No notes.</summary>
public static class CommonGrantsWriter
{
    private static readonly string[] ApplicantTypes =
    [
        "individual", "organization", "government_state", "government_county", "government_municipal", "government_special_district", "government_tribal",
        "organization_tribal_other", "school_district_independent", "higher_education_public", "higher_education_private", "non_profit_with_501c3",
        "nonprofit_without_501c3", "for_profit_small_business", "for_profit_not_small_business", "unrestricted",
    ];

    /// <summary>An opportunity of the catalogue.</summary>
    /// <param name="opportunity">Which.</param>
    /// <param name="now">Its status is the one at this moment.</param>
    /// <returns>The record.</returns>
    public static JsonObject Write(Opportunity opportunity, DateTimeOffset now)
    {
        var record = Write(opportunity.Id, opportunity.Facts, opportunity.StandingAt(now), opportunity.CreatedAt, opportunity.ChangedAt);
        if (opportunity.Eligibility is { } eligibility)
        {
            Add((JsonObject)record["customFields"]!, eligibility);
        }

        return record;
    }

    /// <summary>Facts as a record.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="facts">What it says.</param>
    /// <param name="standing">Where it stands.</param>
    /// <param name="createdAt">When it came.</param>
    /// <param name="changedAt">When it last changed.</param>
    /// <returns>The record.</returns>
    public static JsonObject Write(Guid id, OpportunityFacts facts, OpportunityStatus standing, DateTimeOffset createdAt, DateTimeOffset changedAt)
    {
        var record = new JsonObject
        {
            ["id"] = id.ToString(),
            ["title"] = facts.Title,
            ["status"] = Status(standing, standing == facts.Status ? facts.StatusWord : null),
            ["description"] = facts.Description,
            ["funding"] = Funding(facts.Funding),
            ["keyDates"] = Dates(facts),
            ["customFields"] = Custom(facts),
            ["createdAt"] = Moment(createdAt),
            ["lastModifiedAt"] = Moment(changedAt),
        };
        if (facts.ApplicantTypes.Count > 0)
        {
            record["acceptedApplicantTypes"] = new JsonArray([.. facts.ApplicantTypes.Select(Applicant)]);
        }

        if (facts.Source is { } source)
        {
            record["source"] = source.AbsoluteUri;
        }

        return record;
    }

    private static JsonObject Status(OpportunityStatus standing, string? word)
    {
        var status = new JsonObject { ["value"] = standing.ToString().ToLowerInvariant() };
        if (word is not null)
        {
            status[standing == OpportunityStatus.Custom ? "customValue" : "description"] = word;
        }

        return status;
    }

    private static JsonObject Funding(OpportunityFunding funding)
    {
        var said = new JsonObject();
        Put(said, "totalAmountAvailable", funding.Total);
        Put(said, "minAwardAmount", funding.Min);
        Put(said, "maxAwardAmount", funding.Max);
        Put(said, "minAwardCount", funding.MinAwards);
        Put(said, "maxAwardCount", funding.MaxAwards);
        Put(said, "estimatedAwardCount", funding.EstimatedAwards);
        if (funding.Details is { } details)
        {
            said["details"] = details;
        }

        return said;
    }

    private static void Put(JsonObject said, string name, Money? money)
    {
        if (money is not null)
        {
            said[name] = new JsonObject { ["amount"] = money.Amount.ToString(CultureInfo.InvariantCulture), ["currency"] = money.Currency };
        }
    }

    private static void Put(JsonObject said, string name, int? count)
    {
        if (count is { } value)
        {
            said[name] = value;
        }
    }

    private static JsonObject Dates(OpportunityFacts facts)
    {
        var dates = new JsonObject();
        if (facts.PostDate is { } post)
        {
            dates["postDate"] = Date(post);
        }

        if (facts.CloseDate is { } close)
        {
            dates["closeDate"] = Date(close);
        }

        if (facts.OtherDates.Count > 0)
        {
            dates["otherDates"] = new JsonObject(facts.OtherDates.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Date(pair.Value))));
        }

        return dates;
    }

    private static JsonObject Date(KeyDate date)
    {
        var said = new JsonObject { ["name"] = date.Name };
        switch (date)
        {
            case DayDate day:
                (said["eventType"], said["date"]) = ("singleDate", Day(day.Day));
                if (day.Time is { } time)
                {
                    said["time"] = time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
                }

                break;
            case RangeDate range:
                (said["eventType"], said["startDate"], said["endDate"]) = ("dateRange", Day(range.From), Day(range.To));
                break;
            case TextDate text:
                (said["eventType"], said["details"]) = ("other", text.Text);
                break;
        }

        if (date.Description is { } description)
        {
            said["description"] = description;
        }

        return said;
    }

    private static JsonObject Applicant(string type) => ApplicantTypes.Contains(type)
        ? new JsonObject { ["value"] = type }
        : new JsonObject { ["value"] = "custom", ["customValue"] = type.StartsWith("custom:", StringComparison.Ordinal) ? type["custom:".Length..] : type };

    private static JsonObject Custom(OpportunityFacts facts)
    {
        var fields = new JsonObject();
        foreach (var (key, text) in facts.More)
        {
            fields[key] = Field(key, "string", text);
        }

        Say(fields, "opportunityNumber", "Opportunity number", facts.Number);
        Say(fields, "funder", "Funder", facts.Funder);
        Say(fields, "fundingInstrument", "Funding instrument", facts.Instrument);
        Say(fields, "timeZoneOfDeadline", "Time zone of the deadline", (facts.CloseDate as DayDate)?.Zone);
        Say(fields, "themes", "Themes", facts.Themes);
        return fields;
    }

    private static void Add(JsonObject fields, Eligibility said)
    {
        Say(fields, "eligibleCountries", "Countries that may apply", said.Countries ?? []);
        Say(fields, "excludedCountries", "Countries that may not apply", said.ExcludedCountries);
        Say(fields, "uncertainCountries", "Countries that must be verified", said.UncertainCountries);
        Say(fields, "languageOfApplication", "Languages of the application", said.Languages ?? []);
        Say(fields, "registrations", "Registrations that an applicant needs", said.Registrations);
        Say(fields, "minPopulation", "Fewest inhabitants", said.MinPopulation);
        Say(fields, "maxPopulation", "Most inhabitants", said.MaxPopulation);
        Say(fields, "partnersMin", "Fewest partners", said.PartnersMin);
        Say(fields, "partnerCountriesMin", "Fewest countries of partners", said.PartnerCountriesMin);
        Say(fields, "stages", "Stages", said.Stages);
        if (said.CoFinancingRate is { } rate)
        {
            fields["coFinancingRate"] = Field("Part that the applicant adds", "number", rate);
        }

        if (said.CityRole != CityRole.Unknown)
        {
            Say(fields, "leadMayBeCity", "Whether a city may lead", said.CityRole switch { CityRole.Lead => "yes", CityRole.PartnerOnly => "partner only", _ => "no" });
        }

        if (said.Payment != PaymentModel.Unknown)
        {
            Say(fields, "paymentModel", "When the money comes", said.Payment.ToString().ToLowerInvariant());
        }
    }

    private static void Say(JsonObject fields, string key, string name, string? text)
    {
        if (text is not null)
        {
            fields[key] = Field(name, "string", text);
        }
    }

    private static void Say(JsonObject fields, string key, string name, int? count)
    {
        if (count is { } value)
        {
            fields[key] = Field(name, "integer", value);
        }
    }

    private static void Say(JsonObject fields, string key, string name, FactList<string> items)
    {
        if (items.Count > 0)
        {
            fields[key] = Field(name, "array", new JsonArray([.. items.Select(item => (JsonNode)item)]));
        }
    }

    private static JsonObject Field(string name, string type, JsonNode value) => new() { ["name"] = name, ["fieldType"] = type, ["value"] = value };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
