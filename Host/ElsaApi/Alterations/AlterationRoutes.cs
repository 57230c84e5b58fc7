using System.Text.Json.Nodes;
using StrongCities.Engine.Alterations;
using StrongCities.Host.ElsaApi.Definitions;
using StrongCities.Host.ElsaApi.Instances;
using StrongCities.Runtime.Alterations;
using StrongCities.Runtime.Instances;

namespace StrongCities.Host.ElsaApi.Alterations;

/// <summary>Changing running instances from outside their flow.</summary>
internal static class AlterationRoutes
{
    // No instance has this id. A filter without ids would leave them open.
    private const string Nothing = "-";

    public static void MapAlterations(this RouteGroupBuilder group)
    {
        group.MapPost("/alterations/dry-run", DryRunAsync).OnlyLooks();
        group.MapPost("/alterations/run", RunAsync);
        group.MapPost("/alterations/submit", SubmitAsync);
        group.MapPost("/alterations/workflows/retry", RetryAsync);
        group.MapGet("/alterations/{id}", GetAsync);
    }

    private static Task<IResult> DryRunAsync(HttpRequest request, FindInstances find, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, async body =>
        {
            var filter = InstanceFilters.Read(body);
            var none = filter.IsEmpty && body.Flag("emptyFilterSelectsAll") != true;
            return body.Refusal ?? Results.Ok(new
            {
                WorkflowInstanceIds = none ? [] : await find.IdsAsync(filter, int.MaxValue, cancellation),
            });
        });

    private static Task<IResult> RunAsync(
        HttpRequest request, CallingAuthor caller, RunAlterations run, RunActs acts, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, async body =>
        {
            var ids = Ids(body, options);
            var alterations = Read(body);
            if (body.Refusal is { } refusal)
            {
                return refusal;
            }

            var results = new JsonArray();
            foreach (var id in ids)
            {
                var result = await run.RunAsync(id, alterations, with: null, cancellation);
                if (result is not null)
                {
                    acts.Altered(caller.Author, id);
                }

                results.Add(AlterationView.Result(id, result));
            }

            return DefinitionView.Answer(new JsonObject { ["results"] = results });
        });

    private static Task<IResult> RetryAsync(
        HttpRequest request, CallingAuthor caller, RunAlterations run, RunActs acts, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, async body =>
        {
            var ids = Ids(body, options);
            var retry = new RetryFaulted(body.Texts("activityIds"));
            if (body.Refusal is { } refusal)
            {
                return refusal;
            }

            var results = new JsonArray();
            foreach (var id in ids)
            {
                // As in Elsa, what there is not is not retried.
                if (await run.RunAsync(id, [retry], with: null, cancellation) is { } result)
                {
                    acts.Altered(caller.Author, id);
                    results.Add(AlterationView.Result(id, result));
                }
            }

            return DefinitionView.Answer(new JsonObject { ["results"] = results });
        });

    private static Task<IResult> SubmitAsync(
        HttpRequest request, CallingAuthor caller, SubmitAlterationPlan submit, FindInstances find, RunActs acts, InstanceApiOptions options, CancellationToken cancellation) =>
        ElsaBody.WithAsync(request, options.MaxBody, required: true, async body =>
        {
            Read(body);
            var submitted = body.Object("filter") ?? [];
            var inner = ElsaBody.Of(submitted);
            var filter = InstanceFilters.Read(inner);
            body.Take("filter", inner);
            if (body.Refusal is { } refusal)
            {
                return refusal;
            }

            var alterations = body.Node("alterations")?.DeepClone().AsArray() ?? [];
            var all = inner.Flag("emptyFilterSelectsAll") == true;
            var plan = new AlterationPlan(
                body.Text("id") ?? Guid.NewGuid().ToString("n"), alterations, await SeenAsync(filter, all, find, cancellation), all, submitted);
            if (!await submit.RunAsync(plan, cancellation))
            {
                return ElsaProblem.Of(StatusCodes.Status409Conflict, $"There is a plan {plan.Id} already. Leave out id to get a new one.");
            }

            acts.Planned(caller.Author, plan.Id);
            return Results.Ok(new { PlanId = plan.Id });
        });

    // The plan is carried out later, by nobody in particular: what the caller does not see must be out of it before.
    private static async Task<InstanceFilter> SeenAsync(InstanceFilter filter, bool all, FindInstances find, CancellationToken cancellation) =>
        filter.IsEmpty && !all ? filter : new InstanceFilter { Ids = [.. await find.IdsAsync(filter, int.MaxValue, cancellation), Nothing] };

    private static async Task<IResult> GetAsync(string id, FindAlterationPlan find, CancellationToken cancellation) =>
        await find.RunAsync(id, cancellation) is { } plan ? DefinitionView.Answer(AlterationView.Plan(plan)) : Results.NotFound();

    private static IReadOnlyList<string> Ids(ElsaBody body, InstanceApiOptions options)
    {
        var ids = body.Texts("workflowInstanceIds");
        if (ids.Count > options.MaxBulk)
        {
            body.Refuse("workflowInstanceIds", $"Change at most {options.MaxBulk} at once, or submit a plan.");
        }

        return ids;
    }

    private static IReadOnlyList<Alteration> Read(ElsaBody body)
    {
        if (body.Node("alterations") is not null and not JsonArray)
        {
            body.Refuse("alterations", "It must be a list of alterations.");
            return [];
        }

        var reading = AlterationReader.Read(body.Node("alterations") as JsonArray ?? []);
        if (reading.Place is { } place)
        {
            body.Refuse(place, reading.Problem!);
        }

        return reading.Alterations;
    }
}
