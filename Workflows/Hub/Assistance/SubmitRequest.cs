using MediatR;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Assistance;

/// <summary>A coordinator sends a request. Stored and its process started in one transaction.</summary>
/// <param name="Viewer">A coordinator or signatory of a city.</param>
/// <param name="FormId">Made when the empty form was shown; a second submit of it answers <see cref="AlreadySubmitted"/>.</param>
/// <param name="Form">What was filled in.</param>
/// <param name="Files">Attachments, bounded by <c>AttachmentOptions</c>.</param>
public sealed record SubmitRequest(Viewer Viewer, string FormId, RequestForm Form, IReadOnlyList<Upload> Files) : IRequest<SubmitResult>;

/// <summary>How a submission ended.</summary>
public abstract record SubmitResult;

/// <summary>It is in.</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="Number">What to call it.</param>
public sealed record Submitted(Guid RequestId, string Number) : SubmitResult;

/// <summary>The same form came before; nothing was changed.</summary>
/// <param name="RequestId">The earlier request.</param>
/// <param name="Number">What to call it.</param>
public sealed record AlreadySubmitted(Guid RequestId, string Number) : SubmitResult;

/// <summary>The form can't be taken as it is; nothing was stored.</summary>
/// <param name="Problems">Field by field.</param>
public sealed record SubmitInvalid(IReadOnlyList<FieldProblem> Problems) : SubmitResult;

/// <summary>The viewer may not submit.</summary>
public sealed record SubmitNotFound : SubmitResult;
