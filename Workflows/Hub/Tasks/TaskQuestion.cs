using StrongCities.Hub.Cases;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Tasks;

/// <summary>What a task asks.</summary>
internal sealed record TaskQuestion(TaskKind Kind, string Title, string Text, IReadOnlyList<TaskOption> Options, IReadOnlyList<TaskField> Fields, bool RepliesDecide = false);

/// <summary>Whom a task asks, by which rules, and when.</summary>
internal sealed record TaskPlan(CaseRole Assignee, TaskRules Rules, SilencePolicy Policy, bool IsUrgent, TaskTimes Times)
{
    /// <summary>What silence leads to, as a key of the hub's words.</summary>
    public string SilenceText => $"Silence.{(Times.Silence is null && Times.Park is null ? SilencePolicy.None : Policy)}";
}
