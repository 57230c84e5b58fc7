using MediatR;
using Microsoft.Extensions.Options;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Applications;

/// <summary>Somebody writes down what the application proposes.</summary>
/// <param name="Viewer">The city's voice, or its hub.</param>
/// <param name="Id">Which application.</param>
/// <param name="Proposal">All of it.</param>
public sealed record SaveProposal(Viewer Viewer, Guid Id, Proposal Proposal) : IAsViewer<ApplicationResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => ChangeApplication.Allowed;

    /// <inheritdoc/>
    public static ApplicationResult NotFound => ApplicationResult.NotFound;
}

internal sealed class SaveProposalHandler(ChangeApplication change, IOptions<ApplicationOptions> options) : IRequestHandler<SaveProposal, ApplicationResult>
{
    private const int MaxTitle = 200;

    public Task<ApplicationResult> Handle(SaveProposal request, CancellationToken cancellationToken) => change.RunAsync(
        request.Viewer,
        request.Id,
        unit =>
        {
            IReadOnlyList<FieldProblem> problems = [.. Problems(unit.About, request.Proposal)];
            if (problems.Count == 0)
            {
                unit.About.Proposal = request.Proposal with { Title = request.Proposal.Title.Trim() };
            }

            return Task.FromResult(problems);
        },
        cancellationToken);

    private IEnumerable<FieldProblem> Problems(Application about, Proposal proposal)
    {
        if (proposal.Title.Trim().Length is 0 or > MaxTitle)
        {
            yield return Problem(nameof(proposal.Title), "Title", MaxTitle);
        }

        var currency = (about.Brief.Support ?? about.Brief.OwnShare)?.Currency ?? proposal.Requested?.Currency;
        foreach (var (field, money) in new[] { (nameof(proposal.Requested), proposal.Requested), (nameof(proposal.OwnShare), proposal.OwnShare) })
        {
            if (money?.Amount < 0)
            {
                yield return Problem(field, "Amount");
            }
            else if (money is not null && currency is not null && money.Currency != currency)
            {
                yield return Problem(field, "Currency", currency, money.Currency);
            }
        }

        if (proposal.EndsOn < proposal.StartsOn)
        {
            yield return Problem(nameof(proposal.EndsOn), "EndBeforeStart");
        }

        foreach (var problem in about.Concept is { } concept ? AgainstConcept(concept, proposal) : [])
        {
            yield return problem;
        }
    }

    // What the funder has assessed binds: money within the tolerance, elements to the letter.
    private IEnumerable<FieldProblem> AgainstConcept(Proposal concept, Proposal proposal)
    {
        if (concept.Requested is { } bound)
        {
            var (least, most) = (bound.Amount * (1 - options.Value.ConceptTolerance), bound.Amount * (1 + options.Value.ConceptTolerance));
            if (proposal.Requested is not { } asked || asked.Amount < least || asked.Amount > most)
            {
                yield return Problem(nameof(proposal.Requested), "FarFromConcept", least, most, bound.Currency);
            }
        }

        foreach (var (name, text) in concept.Assessed)
        {
            if (proposal.Assessed.GetValueOrDefault(name) != text)
            {
                yield return Problem(nameof(proposal.Assessed), "AssessedChanged", name);
            }
        }
    }

    private static FieldProblem Problem(string field, string key, params IReadOnlyList<object> values) => new(field, $"Application.Problem.{key}", values);
}
