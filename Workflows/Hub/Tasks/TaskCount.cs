namespace StrongCities.Hub.Tasks;

/// <summary>Counts the votes of a task.</summary>
internal static class TaskCount
{
    /// <summary>What the votes come to, or <see langword="null"/> while more are awaited.</summary>
    public static string? OutcomeOf(HumanTask task, IReadOnlyList<TaskDecision> votes) =>
        task.Quorum.Outcome(task.Options[0].Key, [.. votes.Select(vote => vote.Option)], VoicesOf(task, votes));

    /// <summary>How many have a say: those who voted, and those who still may. In sequence, the steps.</summary>
    public static int VoicesOf(HumanTask task, IReadOnlyList<TaskDecision> votes) => task.Quorum.Kind == QuorumKind.InSequence
        ? task.Seats.Select(seat => seat.Step).Distinct().Count()
        : task.Seats.Select(seat => seat.Voice).Concat(votes.Select(vote => vote.VoiceId)).Distinct().Count();

    /// <summary>The step whose turn it is, in sequence: one more than those who have agreed.</summary>
    public static int TurnOf(HumanTask task)
    {
        var done = task.Seats.Where(seat => seat.State == SeatState.Decided).Select(seat => seat.Step).DefaultIfEmpty(-1).Max();
        return task.Seats.Select(seat => seat.Step).Where(step => step > done).DefaultIfEmpty(done).Min();
    }
}
