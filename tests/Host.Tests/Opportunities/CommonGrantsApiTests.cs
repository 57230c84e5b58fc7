using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NJsonSchema;
using StrongCities.Host.Tests.Pages;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.People;
using Xunit;

namespace StrongCities.Host.Tests.Opportunities;

/// <summary>What programs of others read. Every answer is checked against CommonGrants' own schemas, and against our OpenAPI document's.</summary>
[Collection(PageTests.Name)]
public sealed class CommonGrantsApiTests(PageHost host)
{
    private const string Hub = "?hub=western-balkans";

    private static readonly Lazy<Task<JsonSchema>> Theirs = new(() => JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Opportunities", "CommonGrants", "commongrants-0.4.0.json")));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_fits_the_schemas()
    {
        var page = 1;
        for (var pages = 1; page <= pages; page++)
        {
            var list = await GetAsync($"/common-grants/opportunities{Hub}&page={page}&pageSize=20", "ListAnswer");
            pages = (int)list["paginationInfo"]!["totalPages"]!;
            Assert.InRange(list["items"]!.AsArray().Count, 1, 20);
        }

        Assert.True(page > 2);
        var one = (await GetAsync($"/common-grants/opportunities{Hub}", "ListAnswer"))["items"]![0]!;
        var read = await GetAsync($"/common-grants/opportunities/{one["id"]}{Hub}", "ReadAnswer");
        Assert.True(JsonNode.DeepEquals(one, read["data"]));
        var found = await SearchAsync("""{ "search": "town twinning" }""");
        Assert.Equal("Call Town Twinning 2026", (string)found["items"]![0]!["title"]!);
        Assert.Equal("integer", (string)found["items"]![0]!["customFields"]!["partnersMin"]!["fieldType"]!);
        Assert.Null(found["items"]![0]!["customFields"]!["note"]);
    }

    private static bool HasAll(JsonObject one) =>
        one["funding"] is not null && one["keyDates"]?["postDate"]?["date"] is not null && one["customFields"]?["funder"] is not null;

    [Fact]
    public async Task A_wrong_answer_does_not_fit_them()
    {
        var list = await GetAsync($"/common-grants/opportunities{Hub}", "ListAnswer");
        foreach (var spoil in new Action<JsonObject>[]
        {
            one => one.Remove("title"), one => one["status"]!["value"] = "posted", one => one["createdAt"] = "yesterday", one => one["funding"]!["more"] = 1,
            one => one["keyDates"]!["postDate"]!["date"] = "tomorrow", one => one["customFields"]!["funder"]!.AsObject().Remove("value"), one => one["id"] = "7",
        })
        {
            var spoilt = list.DeepClone();
            spoil(spoilt["items"]!.AsArray().Select(one => one!.AsObject()).First(HasAll));
            Assert.NotEmpty((await Theirs.Value).Definitions["ListAnswer"].Validate(spoilt.ToJsonString()));
        }
    }

    [Fact]
    public async Task Filters_and_sorting_hold_and_what_can_not_be_used_is_told()
    {
        var open = await SearchAsync("""{ "filters": { "status": { "operator": "in", "value": ["closed"] } }, "pagination": { "pageSize": 100 } }""");
        Assert.All(open["items"]!.AsArray(), one => Assert.Equal("closed", (string)one!["status"]!["value"]!));
        var others = await SearchAsync("""{ "filters": { "status": { "operator": "notIn", "value": ["closed"] } }, "pagination": { "pageSize": 100 } }""");
        Assert.All(others["items"]!.AsArray(), one => Assert.NotEqual("closed", (string)one!["status"]!["value"]!));

        var money = await SearchAsync("""
            { "filters": { "totalFundingAvailableRange": { "operator": "between", "value": { "min": { "amount": "6000000", "currency": "EUR" }, "max": { "amount": "12000000", "currency": "EUR" } } },
                           "closeDateRange": { "operator": "between", "value": { "min": "2026-09-16", "max": "2027-12-31" } } },
              "sorting": { "sortBy": "funding.totalAmountAvailable", "sortOrder": "asc" } }
            """);
        var amounts = money["items"]!.AsArray().Select(one => decimal.Parse((string)one!["funding"]!["totalAmountAvailable"]!["amount"]!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.True(amounts.Count > 3);
        Assert.Equal(amounts.Order(), amounts);
        Assert.All(amounts, amount => Assert.InRange(amount, 6_000_000, 12_000_000));
        Assert.Empty((await SearchAsync("""{ "filters": { "totalFundingAvailableRange": { "operator": "between", "value": { "min": { "amount": "0", "currency": "USD" }, "max": { "amount": "99999999", "currency": "USD" } } } } }"""))["items"]!.AsArray());

        var odd = await SearchAsync("""{ "filters": { "status": { "operator": "near", "value": [] }, "colour": { "operator": "in", "value": ["red"] } }, "sorting": { "sortBy": "custom", "customSortBy": "mood" } }""");
        Assert.Equal(2, odd["filterInfo"]!["errors"]!.AsArray().Count);
        Assert.Empty(odd["filterInfo"]!["filters"]!.AsObject());
        Assert.Single(odd["sortInfo"]!["errors"]!.AsArray());
        Assert.Equal("lastModifiedAt", (string)odd["sortInfo"]!["sortBy"]!);
    }

    [Theory]
    [InlineData("/common-grants/opportunities?hub=nowhere", 404)]
    [InlineData("/common-grants/opportunities", 404)]
    [InlineData("/common-grants/opportunities?hub=western-balkans&page=0", 400)]
    [InlineData("/common-grants/opportunities?hub=western-balkans&pageSize=many", 400)]
    [InlineData("/common-grants/opportunities/00000000-0000-0000-0000-000000000000?hub=western-balkans", 404)]
    public async Task What_can_not_be_answered_says_so_in_their_words(string path, int status) => await GetAsync(path, "Error", status);

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "pagination": { "page": 0 } }""")]
    public async Task A_body_that_is_no_search_is_refused(string body)
    {
        var response = await host.NewBrowser().Client.PostAsync(new Uri($"/common-grants/opportunities/search{Hub}", UriKind.Relative), new StringContent(body), Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await FitsAsync(await response.Content.ReadAsStringAsync(Token), "Error");
    }

    [Fact]
    public async Task What_was_rejected_is_not_published()
    {
        var advisor = Viewer.Of(await host.PersonAsync("advisor@example.org"));
        var mediator = host.Services.GetRequiredService<MediatR.IMediator>();
        var entered = Assert.IsType<Entered>(await mediator.Send(new EnterOpportunity(advisor, "api-test", CatalogueWorld.Facts("Not to be published", "API-TEST-1")), Token));
        await GetAsync($"/common-grants/opportunities/{entered.Id}{Hub}", "ReadAnswer");
        await GetAsync($"/common-grants/opportunities/{entered.Id}?hub=other", "Error", 404);
        await mediator.Send(new RejectOpportunities(advisor, [entered.Id], RejectReason.Other, null), Token);
        await GetAsync($"/common-grants/opportunities/{entered.Id}{Hub}", "Error", 404);
    }

    [Fact]
    public async Task Our_document_names_the_routes_that_there_are()
    {
        var document = JsonNode.Parse(await host.NewBrowser().ReadAsync("/common-grants/openapi.json"))!;
        var routes = host.Services.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Select(route => route.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal)).Where(route => route.StartsWith("/common-grants", StringComparison.Ordinal));
        Assert.Equal(routes.Order(StringComparer.Ordinal), document["paths"]!.AsObject().Select(path => path.Key).Order(StringComparer.Ordinal));
        Assert.Equal("3.1.0", (string)document["openapi"]!);
    }

    private Task<JsonObject> SearchAsync(string body) => AskAsync(
        () => host.NewBrowser().Client.PostAsync(new Uri($"/common-grants/opportunities/search{Hub}", UriKind.Relative), JsonContent.Create(JsonSerializer.Deserialize<JsonElement>(body)), Token), "SearchAnswer", 200);

    private Task<JsonObject> GetAsync(string path, string schema, int status = 200) => AskAsync(() => host.NewBrowser().GetAsync(path), schema, status);

    private static async Task<JsonObject> AskAsync(Func<Task<HttpResponseMessage>> ask, string schema, int status)
    {
        var response = await ask();
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(status == (int)response.StatusCode, $"{response.StatusCode}: {text}");
        await FitsAsync(text, schema);
        return JsonNode.Parse(text)!.AsObject();
    }

    private static async Task FitsAsync(string text, string schema) => Assert.Empty((await Theirs.Value).Definitions[schema].Validate(text));
}
