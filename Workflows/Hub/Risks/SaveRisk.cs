using MediatR;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.People;
using StrongCities.Hub.Pipeline;

namespace StrongCities.Hub.Risks;

/// <summary>A city enters a risk into its running register, or changes one. A new one is the city's own until it is shown to others.</summary>
/// <param name="Viewer">Who speaks for the city.</param>
/// <param name="RiskId">The risk; <see langword="null"/> for a new one.</param>
/// <param name="BasedOn">The version that was shown; 0 for a new one.</param>
/// <param name="Facts">What is said of it.</param>
public sealed record SaveRisk(Viewer Viewer, Guid? RiskId, int BasedOn, RiskFacts Facts) : IAsViewer<RegisterResult>, IValidated<RegisterResult>
{
    /// <inheritdoc/>
    public static Roles Allowed => RoleSets.CityVoice;

    /// <inheritdoc/>
    public static RegisterResult NotFound => new RegisterNotFound();

    /// <inheritdoc/>
    public static RegisterResult Invalid(IReadOnlyList<FieldProblem> problems) => new RegisterInvalid(problems);

    /// <inheritdoc/>
    public IEnumerable<FieldProblem> Problems(DateTimeOffset now) => RiskRules.Problems(Facts);
}

internal sealed class SaveRiskHandler(ChangeRegister change) : IRequestHandler<SaveRisk, RegisterResult>
{
    public Task<RegisterResult> Handle(SaveRisk request, CancellationToken cancellationToken) =>
        change.RunAsync(request.Viewer, (unit, token) => request.RiskId is { } id ? ChangeAsync(unit, id, request, token) : AddAsync(unit, request, token), cancellationToken);

    private static async Task<RegisterResult> AddAsync(RegisterUnit unit, SaveRisk request, CancellationToken cancellation)
    {
        var register = unit.Register;
        if (register.OpenNumbers.Count >= unit.Options.MostRisks)
        {
            return RegisterUnit.Refuse("", "Risk.Problem.TooMany", unit.Options.MostRisks);
        }

        var facts = request.Facts.Trimmed();
        var risk = new Risk
        {
            Id = Guid.CreateVersion7(unit.Now),
            HubId = register.HubId,
            CityId = register.CityId!.Value,
            CaseId = register.Id,
            Number = await unit.Db.Risks.Where(one => one.CaseId == register.Id).MaxAsync(one => (int?)one.Number, cancellation) + 1 ?? 1,
            Facts = facts,
            ReviewDueOn = unit.Today,
            ChangedAt = unit.Now,
        };
        risk.Take(facts, unit.Name, unit.Options, unit.Now, unit.Today);
        unit.Db.Add(risk);
        register.OpenNumbers = [.. register.OpenNumbers, risk.Number];
        unit.Tell("Risk.Event.Added", $"{risk.Number}");
        return new RegisterKept(risk.Id);
    }

    private static async Task<RegisterResult> ChangeAsync(RegisterUnit unit, Guid id, SaveRisk request, CancellationToken cancellation)
    {
        if (await unit.FindAsync(id, cancellation) is not { } risk)
        {
            return new RegisterNotFound();
        }

        if (risk.Version != request.BasedOn)
        {
            return RegisterUnit.Refuse("", "Risk.Problem.Changed", risk.History is [.., var last] ? last.ByName : "");
        }

        risk.Take(request.Facts.Trimmed(), unit.Name, unit.Options, unit.Now, unit.Today);
        risk.Version++;
        unit.Tell("Risk.Event.Changed", $"{risk.Number}");
        return new RegisterKept(risk.Id);
    }
}
