namespace StrongCities.Hub.Assistance;

/// <summary>The way a request goes, for pictures and filters. The process itself is a definition.</summary>
internal static class CasePath
{
    private static readonly CaseStatus[] Long =
    [
        CaseStatus.Received, CaseStatus.Completeness, CaseStatus.Triage, CaseStatus.Approval, CaseStatus.Matching, CaseStatus.Delivery, CaseStatus.Feedback, CaseStatus.Closed,
    ];

    private static readonly CaseStatus[] Whole =
    [
        CaseStatus.Received, CaseStatus.Completeness, CaseStatus.Triage, CaseStatus.Consultation, CaseStatus.Scoping, CaseStatus.Matching, CaseStatus.Approval,
        CaseStatus.Scheduled, CaseStatus.Delivery, CaseStatus.Report, CaseStatus.Feedback, CaseStatus.Closed,
    ];

    private static readonly CaseStatus[] Short = [CaseStatus.Received, CaseStatus.Completeness, CaseStatus.Triage, CaseStatus.Delivery, CaseStatus.Closed];

    /// <summary>Statuses in which nothing is awaited of anybody.</summary>
    public static IReadOnlyList<CaseStatus> Ends { get; } = [CaseStatus.Closed, CaseStatus.Declined, CaseStatus.Redirected, CaseStatus.Unanswered];

    /// <summary>Whether a case has ended.</summary>
    public static bool IsEnd(CaseStatus status) => Ends.Contains(status);

    /// <summary>The steps, where the case is among them.</summary>
    public static IReadOnlyList<CaseStep> StepsOf(SupportRequest request)
    {
        var path = request.Form.Lane switch
        {
            Lane.Question => Short,
            Lane.Assignment => Whole,
            _ => Long,
        };
        var at = request.Status switch
        {
            CaseStatus.Returned => CaseStatus.Completeness,
            var status => status,
        };
        if (at is CaseStatus.Declined or CaseStatus.Redirected or CaseStatus.Unanswered)
        {
            path = [CaseStatus.Received, CaseStatus.Completeness, .. at == CaseStatus.Unanswered ? [] : new[] { CaseStatus.Triage }, at];
        }

        var index = Array.IndexOf(path, at);
        return
        [
            .. path.Select((status, i) => new CaseStep(
                status == at ? request.Status : status,
                i < index || request.Status == CaseStatus.Closed ? CaseStepState.Done : i == index ? CaseStepState.Current : CaseStepState.Ahead)),
        ];
    }
}
