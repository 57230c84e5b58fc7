using MediatR;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Assistance;

/// <summary>A returned request is sent again with its gaps filled: updates it and answers the task that asked for it.</summary>
/// <param name="Access">The task, by link or by sign-in.</param>
/// <param name="Form">The whole form, as it shall be.</param>
/// <param name="Files">More attachments.</param>
/// <param name="SeenVersion">The task's version that the page showed.</param>
public sealed record CompleteRequest(TaskAccess Access, RequestForm Form, IReadOnlyList<Upload> Files, int SeenVersion) : IRequest<DecideResult>;
