using MediatR;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Mail.Kinds;
using StrongCities.Hub.Opportunities;

namespace StrongCities.Host.Applications;

/// <summary>What was typed into one of the forms about an application. Moments are those of the city's clocks.</summary>
internal sealed class ChangeInput
{
    /// <summary>What the concept note is assessed by, among <see cref="Proposal.Assessed"/>.</summary>
    private const string Objectives = "Objective";

    public string? Title { get; set; }

    public string? Summary { get; set; }

    public string? Requested { get; set; }

    public string? OwnShare { get; set; }

    public string? Currency { get; set; }

    public string? StartsOn { get; set; }

    public string? EndsOn { get; set; }

    public string? Objective { get; set; }

    public string? ConceptClosesAt { get; set; }

    public string? ClosesAt { get; set; }

    public string? QuestionsCloseAt { get; set; }

    public string? AnswersOutAt { get; set; }

    public string? SessionAt { get; set; }

    public Guid? ContactId { get; set; }

    public string? Name { get; set; }

    public string? Country { get; set; }

    public bool IsRequired { get; set; } = true;

    public Guid PartnerId { get; set; }

    public MandateState Mandate { get; set; } = MandateState.Signed;

    public string? Number { get; set; }

    public string? ReceivedAt { get; set; }

    public string? Asked { get; set; }

    public string? DueAt { get; set; }

    public ApplicationOutcome Outcome { get; set; }

    public string? Evaluation { get; set; }

    public string? ReserveUntil { get; set; }

    public string? Reason { get; set; }

    /// <summary>Fills the forms with what is known.</summary>
    public void Show(Application about, string zone)
    {
        var proposal = about.Proposal;
        (Title, Summary, Objective) = (proposal.Title, proposal.Summary, proposal.Assessed.GetValueOrDefault(Objectives));
        (Requested, OwnShare, Currency) = (ChangeReading.Text(proposal.Requested), ChangeReading.Text(proposal.OwnShare), (proposal.Requested ?? proposal.OwnShare ?? about.Brief.Support ?? about.Brief.OwnShare)?.Currency ?? "EUR");
        (StartsOn, EndsOn) = (ChangeReading.Text(proposal.StartsOn), ChangeReading.Text(proposal.EndsOn));
        (QuestionsCloseAt, AnswersOutAt) = (ChangeReading.Text(about.QuestionsCloseAt, zone), ChangeReading.Text(about.AnswersOutAt, zone));
        (ConceptClosesAt, ClosesAt, SessionAt) = (ChangeReading.Text(about.ConceptClosesAt, zone), ChangeReading.Text(about.Brief.ClosesAt, zone), ChangeReading.Text(about.CouncilSessionAt, zone));
    }

    /// <summary>The wish of one form, or <see langword="null"/> where a moment or an amount can't be read: then the page says so.</summary>
    /// <param name="deed">Which form.</param>
    /// <param name="read">Reads fields, and takes problems.</param>
    /// <param name="file">The file that came with it, already kept; empty where none did.</param>
    public IRequest<ApplicationResult>? Read(string? deed, ChangeReading read, Guid file)
    {
        var (viewer, about) = (read.Viewer, read.Found.Case);
        IRequest<ApplicationResult>? wish = deed switch
        {
            "proposal" => new SaveProposal(viewer, about.Id, ReadProposal(read)),
            "deadlines" => new SetDeadlines(viewer, about.Id, Moved(nameof(ConceptClosesAt), ConceptClosesAt, about.ConceptClosesAt), Moved(nameof(ClosesAt), ClosesAt, about.Brief.ClosesAt))
            {
                QuestionsCloseAt = Moved(nameof(QuestionsCloseAt), QuestionsCloseAt, about.QuestionsCloseAt), AnswersOutAt = Moved(nameof(AnswersOutAt), AnswersOutAt, about.AnswersOutAt),
            },
            "session" => new SetCouncilSession(viewer, about.Id, read.Needed(nameof(SessionAt), SessionAt)),
            "partner" => ReadPartner(read),
            "mandate" => new SetMandate(viewer, about.Id, PartnerId, Mandate, file == Guid.Empty ? null : file),
            "concept" or "proof" => new RecordReceipt(viewer, about.Id, new Receipt(Number ?? "", read.Needed(nameof(ReceivedAt), ReceivedAt), file), IsConcept: deed == "concept"),
            "asked" => new RecordFunderQuestion(viewer, about.Id, Asked ?? "", read.Moment(nameof(DueAt), DueAt)),
            "outcome" => new RecordOutcome(viewer, about.Id, Outcome)
            {
                Evaluation = string.IsNullOrWhiteSpace(Evaluation) ? null : new Evaluation(Evaluation.Trim()), ReserveUntil = read.Moment(nameof(ReserveUntil), ReserveUntil),
            },
            "withdraw" => new Withdraw(viewer, about.Id, Reason ?? ""),
            "again" => new Resubmit(viewer, about.Id),
            _ => null,
        };
        return read.IsFine ? wish : null;

        // What is shown and sent back as it was is no change: it may lie in the past.
        DateTimeOffset? Moved(string field, string? typed, DateTimeOffset? old) =>
            string.IsNullOrEmpty(typed) || typed == ChangeReading.Text(old, read.Found.City.TimeZone) ? null : read.Moment(field, typed);
    }

    /// <summary>The page's name of a use case's field.</summary>
    public static string NameOf(string? deed, string field) => (deed, field) switch
    {
        (_, "" or "Id" or "IsConcept") => "",
        ("mandate", "FileId" or "Files") => nameof(ChangeModel.SignedPaper),
        (_, "FileId" or "Files") => nameof(ChangeModel.Proof),
        ("session", "At") => "Input.SessionAt",
        (_, "At") => "Input.ReceivedAt",
        (_, "Assessed") => "Input.Objective",
        ("asked", "Question") => "Input.Asked",
        _ => $"Input.{field}",
    };

    private Proposal ReadProposal(ChangeReading read)
    {
        var old = read.Found.Case.Proposal;
        var assessed = new Dictionary<string, string>(old.Assessed);
        if (string.IsNullOrWhiteSpace(Objective))
        {
            assessed.Remove(Objectives);
        }
        else
        {
            assessed[Objectives] = Objective.Trim();
        }

        return old with
        {
            Title = Title ?? "",
            Summary = string.IsNullOrWhiteSpace(Summary) ? null : Summary.Trim(),
            Requested = read.Money(nameof(Requested), Requested, Currency),
            OwnShare = read.Money(nameof(OwnShare), OwnShare, Currency),
            StartsOn = read.Day(nameof(StartsOn), StartsOn),
            EndsOn = read.Day(nameof(EndsOn), EndsOn),
            Assessed = assessed,
        };
    }

    // A city of the network is known by name and country.
    private AskPartner ReadPartner(ChangeReading read)
    {
        var city = read.Network.FirstOrDefault(one => one.ContactId == ContactId)?.City;
        var name = string.IsNullOrWhiteSpace(Name) ? city?.Name : Name;
        var country = string.IsNullOrWhiteSpace(Country) ? city?.Country : Country.Trim().ToUpperInvariant();
        return new AskPartner(read.Viewer, read.Found.Case.Id, name ?? "", country ?? "", IsRequired, ContactId);
    }
}
