using MediatR;
using StrongCities.Hub.People;

namespace StrongCities.Hub.Assistance;

/// <summary>Reads an attachment's bytes.</summary>
/// <param name="Viewer">Of the city, or staff of its hub.</param>
/// <param name="AttachmentId">Which.</param>
public sealed record OpenAttachment(Viewer Viewer, Guid AttachmentId) : IRequest<OpenedAttachment?>;

/// <summary>An attachment to hand out, always as a download.</summary>
/// <param name="Attachment">What it is.</param>
/// <param name="Content">Its bytes; dispose.</param>
public sealed record OpenedAttachment(Attachment Attachment, Stream Content);
