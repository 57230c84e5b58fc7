using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>
/// Makes a draft of a mail that an advisor forwards to the hub, where the hub has a source of mails. Somebody completes it by hand. Addresses in it
/// are taken out: they are nobody whom we know.
/// </summary>
internal sealed partial class TakeForwarded(HubDbFactory databases, RunSource run)
{
    private const int MaxRead = 100_000;

    /// <returns>Whether it was taken.</returns>
    public async Task<bool> RunAsync(Letter letter, Person person, CancellationToken cancellation)
    {
        await using var db = databases.Create(Viewer.Of(person));
        var source = person.Roles.HasFlag(Roles.Advisor) || person.Roles.HasFlag(Roles.HubLead)
            ? await db.OpportunitySources.AsNoTracking().OrderBy(s => s.CreatedAt).FirstOrDefaultAsync(s => s.Kind == SourceKind.Mail && s.IsEnabled, cancellation)
            : null;
        if (source is null)
        {
            return false;
        }

        var record = ReadRecord.Of("mail", () => Draft(letter));
        var id = await run.RunAsync(source.Id, new RunInput { Records = One(record), ById = person.Id }, cancellation);
        // What the catalogue did not take stays a mail, for somebody to look at.
        return await db.SourceRuns.AnyAsync(r => r.Id == id && r.Outcome == SourceOutcome.Done && r.Faulty == 0, cancellation);
    }

    private static FoundOpportunity Draft(Letter letter)
    {
        var key = $"mail-{letter.RowId:N}";
        var body = letter.Message.TextBody ?? HtmlText.Of(SourceText.Cut(letter.Message.HtmlBody ?? "", MaxRead));
        body = SourceText.Cut(body, MaxRead);
        var link = Link().Matches(body).Select(match => SourceText.Link(match.Value.TrimEnd('.', ',', ';', ')', '>'))).FirstOrDefault(found => found is not null);
        return new FoundOpportunity(key, new OpportunityFacts
        {
            Title = SourceText.Title(Forwarded().Replace(Address().Replace(letter.Message.Subject ?? "", "…"), ""), key),
            Description = SourceText.Text(Address().Replace(body, "…")),
            Status = OpportunityStatus.Custom,
            StatusWord = "draft",
            Source = link,
        });
    }

    private static async IAsyncEnumerable<ReadRecord> One(ReadRecord record)
    {
        await Task.CompletedTask;
        yield return record;
    }

    [GeneratedRegex(@"https?://[^\s<>""']{4,1000}", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?:mailto:)?[^\s<>@""'(),;:]{1,64}@[^\s<>@""'(),;:]{1,255}", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?:\s*(?:fwd?|wg|pros[li]|tr|i)\s*:)+\s*", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Forwarded();
}
