using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Assistance;

/// <summary>Says who has a case.</summary>
internal static class CaseHolders
{
    /// <summary>Whoever is asked longest; between two tasks the hub.</summary>
    public static CaseHolder Of(SupportRequest request, IEnumerable<TaskLine> tasks)
    {
        if (CasePath.IsEnd(request.Status))
        {
            return new CaseHolder(CaseParty.Nobody, null, request.StatusSince);
        }

        var first = tasks.Where(line => line.Task.State == TaskState.Open).MinBy(line => line.Task.OpenedAt);
        return first is null
            ? new CaseHolder(CaseParty.Hub, null, request.StatusSince)
            : new CaseHolder(first.Task.Asks, first.Assignees.Count == 1 ? first.Assignees[0] : null, first.Task.OpenedAt);
    }
}
