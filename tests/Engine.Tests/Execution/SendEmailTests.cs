using System.Text.Json.Nodes;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Execution;

public sealed class SendEmailTests
{
    private static readonly InterpreterOptions Small = new() { MaxEmailRecipients = 2, MaxEmailBodyBytes = 1024, MaxEmailAttachmentBytes = 6 };

    public static TheoryData<string, string> TooMuch => new()
    {
        { """{"to":[]}""", "1 to 2 addresses; this one has 0" },
        { """{"to":["a@x.org"],"cc":["b@x.org"],"bcc":["c@x.org"]}""", "1 to 2 addresses; this one has 3" },
        { $$"""{"to":["a@x.org"],"body":"{{new string('š', 513)}}"}""", "more than 1024 bytes" },
        { """{"to":["a@x.org"],"attachments":"MTIzNDU2Nw=="}""", "more than 6 bytes" },
        { """{"to":["a@x.org"],"attachments":["MTIz","MTIzNA=="]}""", "more than 6 bytes" },
        { """{"to":["a@x.org"],"attachments":"https://example.org/a.pdf"}""", "addresses and paths are not fetched" },
        { """{"to":["a@x.org"],"attachments":"/etc/passwd#"}""", "addresses and paths are not fetched" },
        { """{"to":["a@x.org"],"attachments":{"fileName":"a.txt"}}""", "'a.txt' has no content" },
    };

    [Fact]
    public void A_mail_is_handed_over_once_to_each_of_its_recipients()
    {
        var mail = Assert.Single(Run("""
            {"from":"hub@x.org","to":["a@x.org, b@x.org"],"cc":["A@X.org"],"subject":"Hi","body":"<b>š</b>",
             "attachments":{"FileName":"a.txt","ContentType":"text/plain","Content":"MTIz"}}
            """).Effects.OfType<EmailRequested>());

        Assert.Equal(("hub@x.org", "Hi", "<b>š</b>", "M"), (mail.From, mail.Subject, mail.Html, mail.ActivityId));
        Assert.Equal(["a@x.org", "b@x.org"], mail.To);
        var file = Assert.Single(mail.Attachments);
        Assert.Equal(("a.txt", "text/plain", "123"), (file.FileName, file.ContentType, System.Text.Encoding.UTF8.GetString(file.Content.Span)));
    }

    [Theory]
    [InlineData("""{"to":["nobody"]}""")]
    [InlineData("""{"to":["a@x.org"],"from":"me"}""")]
    public void A_bad_address_is_an_incident(string inputs)
    {
        var bench = Run(inputs);
        Assert.Contains("is not a mail address", Assert.Single(bench.State.Incidents).Message, StringComparison.Ordinal);
        Assert.Empty(bench.Effects.OfType<EmailRequested>());
    }

    [Theory]
    [MemberData(nameof(TooMuch))]
    public void What_cannot_be_sent_is_in_the_journal_and_leaves_by_the_port_for_errors(string inputs, string problem)
    {
        foreach (var hasPort in (bool[])[true, false])
        {
            var bench = Run(inputs, hasPort);
            var note = Assert.Single(bench.Effects.OfType<Journaled>(), row => row.Entry is { ActivityId: "M", EventName: "Error" });
            Assert.Contains(problem, note.Entry.Message, StringComparison.Ordinal);
            Assert.Equal(hasPort ? ["failed", "after"] : ["after"], bench.Lines);
            Assert.Empty(bench.Effects.OfType<EmailRequested>());
            Assert.Equal(WorkflowSubStatus.Finished, bench.State.SubStatus);
        }
    }

    private static Workbench Run(string inputs, bool hasPort = false)
    {
        var mail = Activity("M", "Elsa.SendEmail", [.. JsonNode.Parse(inputs)!.AsObject().Select(input => (input.Key, Literal(input.Value!.DeepClone())))]);
        if (hasPort)
        {
            mail["error"] = Line("failed");
        }

        return new Workbench(Definition(Sequence(mail, Line("after"))), Small).Start();
    }
}
