using System.Net.Mail;
using System.Text;
using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;

namespace StrongCities.Engine.Activities;

/// <summary>
/// Hands a mail to the host once this burst is committed. A bad address is an incident; what else keeps a mail from being handed over is
/// written into the journal and leaves by the port <c>error</c>, and without that port the flow goes on, as in Elsa.
/// </summary>
internal sealed class SendEmail : EngineActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.SendEmail")
    {
        Category = "Email",
        DisplayName = "Send Email",
        Description = "Sends a mail. The body is HTML.",
        Inputs =
        [
            new InputDescriptor("From", "String") { Description = "Empty for the hub's own address." },
            new InputDescriptor("To", "String[]") { Description = "Addresses; type one and press Enter.", UIHint = "multitext", IsRequired = true },
            new InputDescriptor("Cc", "String[]")
            {
                DisplayName = "CC",
                Description = "More addresses. Everybody gets a message of their own.",
                Category = "More",
                UIHint = "multitext",
            },
            new InputDescriptor("Bcc", "String[]")
            {
                DisplayName = "BCC",
                Description = "More addresses. Everybody gets a message of their own.",
                Category = "More",
                UIHint = "multitext",
            },
            new InputDescriptor("Subject", "String") { Description = "One line." },
            new InputDescriptor("Attachments", "Object") { Description = "A file or a list of files, usually an expression.", UIHint = "multiline" },
            new InputDescriptor("Body", "String") { Description = "HTML; a Liquid template fills in names and dates.", UIHint = "multiline" },
        ],
        Ports = ["error"],
    };

    protected internal override void Execute(ActivityExecution execution)
    {
        var from = execution.Input<string>("From") is { Length: > 0 } given ? given : null;
        string[] recipients =
        [
            .. Addresses(execution, "To").Concat(Addresses(execution, "Cc")).Concat(Addresses(execution, "Bcc")).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        if (recipients.Append(from).OfType<string>().FirstOrDefault(address => !MailAddress.TryCreate(address, out _)) is { } bad)
        {
            execution.Fault($"'{bad}' is not a mail address. Write it as name@example.org.");
            return;
        }

        var body = execution.Input<string>("Body") ?? "";
        var (attachments, problem) = EmailAttachment.Read(execution.InputValue("Attachments"));
        var limits = execution.Run.Options;
        problem ??= recipients.Length == 0 || recipients.Length > limits.MaxEmailRecipients
            ? $"A mail goes to 1 to {limits.MaxEmailRecipients} addresses; this one has {recipients.Length}."
            : Encoding.UTF8.GetByteCount(body) > limits.MaxEmailBodyBytes ? $"The body has more than {limits.MaxEmailBodyBytes} bytes. Shorten it."
            : attachments.Sum(attachment => (long)attachment.Content.Length) > limits.MaxEmailAttachmentBytes
                ? $"The attachments have more than {limits.MaxEmailAttachmentBytes} bytes. Send links."
            : null;
        if (problem is not null)
        {
            execution.Journal("Error", problem, new JsonObject { ["warning"] = "The mail was not sent." });
            if (!execution.Schedule("error"))
            {
                execution.Complete();
            }

            return;
        }

        execution.Emit(new EmailRequested(
            from, recipients, execution.Input<string>("Subject") ?? "", body, attachments));
        execution.Complete();
    }

    private static IEnumerable<string> Addresses(ActivityExecution execution, string input) =>
        (execution.Input<string[]>(input) ?? []).SelectMany(line => line.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
