using Microsoft.EntityFrameworkCore;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Feeds;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Cities;
using StrongCities.Hub.Events;
using StrongCities.Hub.Experts;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.Mail.Wordings;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.Sources;
using StrongCities.Hub.Matching;
using StrongCities.Hub.People;
using StrongCities.Hub.Practices;
using StrongCities.Hub.Record;
using StrongCities.Hub.Risks;
using StrongCities.Hub.Similarity;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Persistence;

/// <summary>
/// The whole model: the runtime's part and the business. A context with a viewer sees only what belongs to them; without one it sees all,
/// for units of work, effects and questions, whose callers have checked access.
/// </summary>
/// <param name="options">Provider and connection.</param>
/// <param name="viewer">Who looks, or <see langword="null"/> for the system.</param>
public abstract class HubDb(DbContextOptions options, Viewer? viewer) : RuntimeDb(options)
{
    private readonly bool seesAll = viewer is null;
    private readonly Guid hubId = viewer?.HubId ?? Guid.Empty;
    private readonly Guid? cityId = viewer?.CityId;
    private readonly Guid personId = viewer?.PersonId ?? Guid.Empty;
    private readonly bool readsCases = viewer?.Is(RoleSets.CaseStaff) == true;

    /// <summary>Hubs.</summary>
    public DbSet<RegionalHub> Hubs => Set<RegionalHub>();

    /// <summary>Cities.</summary>
    public DbSet<City> Cities => Set<City>();

    /// <summary>People of cities and hubs.</summary>
    public DbSet<Person> People => Set<Person>();

    /// <summary>Passwords of staff.</summary>
    public DbSet<StaffAccount> Accounts => Set<StaffAccount>();

    /// <summary>Links that sign in.</summary>
    public DbSet<SignInLink> SignInLinks => Set<SignInLink>();

    /// <summary>Cases of all kinds.</summary>
    public DbSet<Case> Cases => Set<Case>();

    /// <summary>Support requests.</summary>
    public DbSet<SupportRequest> Requests => Set<SupportRequest>();

    /// <summary>The last case numbers given.</summary>
    public DbSet<CaseSeries> CaseSeries => Set<CaseSeries>();

    /// <summary>Files of cases.</summary>
    public DbSet<Attachment> Attachments => Set<Attachment>();

    /// <summary>Timelines.</summary>
    public DbSet<CaseEvent> CaseEvents => Set<CaseEvent>();

    /// <summary>Who stepped aside from which case.</summary>
    public DbSet<CaseRecusal> Recusals => Set<CaseRecusal>();

    /// <summary>Who is away, and who stands in.</summary>
    public DbSet<Absence> Absences => Set<Absence>();

    /// <summary>Tasks, with their seats.</summary>
    public DbSet<HumanTask> Tasks => Set<HumanTask>();

    /// <summary>What was decided.</summary>
    public DbSet<TaskDecision> Decisions => Set<TaskDecision>();

    /// <summary>What else was done about tasks.</summary>
    public DbSet<TaskAct> TaskActs => Set<TaskAct>();

    /// <summary>Where the records of cases end.</summary>
    public DbSet<CaseSeal> CaseSeals => Set<CaseSeal>();

    /// <summary>Codes for signatures.</summary>
    public DbSet<StepUpCode> StepUpCodes => Set<StepUpCode>();

    /// <summary>Links that act.</summary>
    public DbSet<TaskGrant> Grants => Set<TaskGrant>();

    /// <summary>Mails as cases remember them.</summary>
    public DbSet<MailRecord> Mails => Set<MailRecord>();

    /// <summary>The hubs' own words for their mails.</summary>
    public DbSet<Wording> Wordings => Set<Wording>();

    /// <summary>The in-app mailbox.</summary>
    public DbSet<MailboxMessage> Mailbox => Set<MailboxMessage>();

    /// <summary>Addresses of ours that mails were sent with.</summary>
    public DbSet<MailGrant> MailGrants => Set<MailGrant>();

    /// <summary>Messages that came.</summary>
    public DbSet<InboundMail> InboundMails => Set<InboundMail>();

    /// <summary>Addresses that don't work.</summary>
    public DbSet<SuppressedAddress> SuppressedAddresses => Set<SuppressedAddress>();

    /// <summary>The hubs' catalogues.</summary>
    public DbSet<Opportunity> Opportunities => Set<Opportunity>();

    /// <summary>Where opportunities are known from.</summary>
    public DbSet<OpportunityRecord> OpportunityRecords => Set<OpportunityRecord>();

    /// <summary>What changed about opportunities.</summary>
    public DbSet<OpportunityChange> OpportunityChanges => Set<OpportunityChange>();

    /// <summary>Opportunities that look like one.</summary>
    public DbSet<OpportunityLikeness> OpportunityLikenesses => Set<OpportunityLikeness>();

    /// <summary>Searches that people keep.</summary>
    public DbSet<SavedSearch> SavedSearches => Set<SavedSearch>();
    /// <summary>Where opportunities come from.</summary>
    public DbSet<OpportunitySource> OpportunitySources => Set<OpportunitySource>();

    /// <summary>The sources' runs.</summary>
    public DbSet<SourceRun> SourceRuns => Set<SourceRun>();

    /// <summary>What runs could not read.</summary>
    public DbSet<SourceFault> SourceFaults => Set<SourceFault>();
    /// <summary>What cities say of themselves.</summary>
    public DbSet<ProfileOfCity> CityProfiles => Set<ProfileOfCity>();

    /// <summary>How hubs weigh.</summary>
    public DbSet<SettingsOfHub> MatchSettings => Set<SettingsOfHub>();

    /// <summary>What was found of opportunities for cities.</summary>
    public DbSet<Match> Matches => Set<Match>();

    /// <summary>What the last runs matched with.</summary>
    public DbSet<MatchInput> MatchInputs => Set<MatchInput>();

    /// <summary>Plans of applications.</summary>
    public DbSet<Milestone> Milestones => Set<Milestone>();

    /// <summary>Who applies together with a city.</summary>
    public DbSet<Partner> Partners => Set<Partner>();

    /// <summary>Checklists of applications and awards.</summary>
    public DbSet<Paper> Papers => Set<Paper>();

    /// <summary>The versions of what is on them.</summary>
    public DbSet<PaperVersion> PaperVersions => Set<PaperVersion>();

    /// <summary>Questions between cities and funders.</summary>
    public DbSet<Clarification> Clarifications => Set<Clarification>();

    /// <summary>Addresses for calendar programs.</summary>
    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();

    /// <summary>What is owed to funders.</summary>
    public DbSet<Obligation> Obligations => Set<Obligation>();

    /// <summary>Parts of awards' money.</summary>
    public DbSet<Instalment> Instalments => Set<Instalment>();

    /// <summary>Changes of agreements.</summary>
    public DbSet<Amendment> Amendments => Set<Amendment>();

    /// <summary>What cities may have to face.</summary>
    public DbSet<Risk> Risks => Set<Risk>();

    /// <summary>How departments rate them.</summary>
    public DbSet<RiskRating> RiskRatings => Set<RiskRating>();

    /// <summary>Registers that mayors have signed.</summary>
    public DbSet<RegisterEndorsement> RegisterEndorsements => Set<RegisterEndorsement>();

    /// <summary>Cities that a hub would like to meet each other.</summary>
    public DbSet<Introduction> Introductions => Set<Introduction>();

    /// <summary>Pools of people who help.</summary>
    public DbSet<Expert> Experts => Set<Expert>();

    /// <summary>Who may help with a case.</summary>
    public DbSet<Candidate> Candidates => Set<Candidate>();

    /// <summary>Who is invited to which event.</summary>
    public DbSet<EventInvitation> EventInvitations => Set<EventInvitation>();

    /// <summary>What was promised at events.</summary>
    public DbSet<Commitment> Commitments => Set<Commitment>();

    /// <summary>Links what is added to the records of cases; <see langword="null"/> where nothing is written.</summary>
    internal RecordChain? Record { get; init; }

    /// <inheritdoc/>
    public override IQueryable<InstanceRow> SeenInstances
    {
        get
        {
            var hidden = HiddenRuns();
            return seesAll ? Instances : Instances.Where(row => !hidden.Contains(row.Id));
        }
    }

    /// <inheritdoc/>
    public override IQueryable<HistoryRow> SeenHistory
    {
        get
        {
            var hidden = HiddenRuns();
            return seesAll ? History : History.Where(burst => !hidden.Contains(burst.InstanceId));
        }
    }

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Record is { } record)
        {
            await record.LinkAsync(this, cancellationToken);
        }

        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        CitiesModel.Map(modelBuilder);
        PeopleModel.Map(modelBuilder);
        CasesModel.Map(modelBuilder);
        AssistanceModel.Map(modelBuilder);
        OpportunityCasesModel.Map(modelBuilder);
        TasksModel.Map(modelBuilder);
        RecordModel.Map(modelBuilder);
        MailModel.Configure(modelBuilder);
        CatalogueModel.Map(modelBuilder);
        SourcesModel.Map(modelBuilder);
        MatchingModel.Map(modelBuilder);
        ApplicationsModel.Map(modelBuilder);
        AwardsModel.Map(modelBuilder);
        RisksModel.Map(modelBuilder);
        SimilarityModel.Map(modelBuilder);
        ExpertsModel.Map(modelBuilder);
        EventsModel.Map(modelBuilder);
        PracticesModel.Map(modelBuilder);
        Filter(modelBuilder);
    }

    // The runs of cases that the viewer does not see, earlier ones of the same case, and whatever they started: their data tells of the case. Only
    // whoever may open a case sees its run; a test holds this beside the rule below.
    private IQueryable<string> HiddenRuns() => Database.SqlQuery<string>($"""
        WITH RECURSIVE shut("Id", "InstanceId") AS (
          SELECT r."Id", r."InstanceId" FROM "Cases" r
          WHERE NOT ({readsCases} AND r."HubId" = {hubId} AND NOT EXISTS (SELECT 1 FROM "Recusals" c WHERE c."CaseId" = r."Id" AND c."PersonId" = {personId}))),
        hidden("Id") AS (
          SELECT "InstanceId" FROM shut
          UNION
          SELECT i."Id" FROM shut s JOIN "Instances" i ON i."CorrelationId" = lower(CAST(s."Id" AS TEXT))
          UNION
          SELECT i."Id" FROM "Instances" i JOIN hidden h ON i."ParentInstanceId" = h."Id")
        SELECT "Id" AS "Value" FROM hidden
        """);

    // The whole rule of who sees which record. What hangs on a case is seen by whoever sees the case; one of the hub's own has no city, so no city sees it,
    // but an event: the cities that are invited do.
    private void Filter(ModelBuilder model)
    {
        model.Entity<RegionalHub>().HasQueryFilter(hub => seesAll || hub.Id == hubId);
        model.Entity<City>().HasQueryFilter(city => seesAll || (city.HubId == hubId && (cityId == null || city.Id == cityId)));
        model.Entity<Person>().HasQueryFilter(person =>
            seesAll || (person.HubId == hubId && (cityId == null || person.CityId == null || person.CityId == cityId)));
        model.Entity<Case>().HasQueryFilter(about =>
            seesAll || (about.HubId == hubId
                && !Recusals.Any(recusal => recusal.CaseId == about.Id && recusal.PersonId == personId)
                && (cityId == null || (about.CityId == cityId && (!about.IsConfidential || about.OpenedById == personId))
                    || EventInvitations.Any(invitation => invitation.CaseId == about.Id && invitation.CityId == cityId && invitation.AskedAt != null))));
        model.Entity<Attachment>().HasQueryFilter(file => seesAll || Cases.Any(about => about.Id == file.CaseId));
        model.Entity<CaseEvent>().HasQueryFilter(line =>
            seesAll || ((cityId == null || line.CitySees) && Cases.Any(about => about.Id == line.CaseId)));
        model.Entity<HumanTask>().HasQueryFilter(task => seesAll || Cases.Any(about => about.Id == task.CaseId));
        model.Entity<Milestone>().HasQueryFilter(step => seesAll || Cases.Any(about => about.Id == step.CaseId));
        model.Entity<Partner>().HasQueryFilter(partner => seesAll || Cases.Any(about => about.Id == partner.CaseId));
        model.Entity<Paper>().HasQueryFilter(paper => seesAll || Cases.Any(about => about.Id == paper.CaseId));
        model.Entity<PaperVersion>().HasQueryFilter(version => seesAll || Papers.Any(paper => paper.Id == version.PaperId));
        model.Entity<Clarification>().HasQueryFilter(asked => seesAll || Cases.Any(about => about.Id == asked.CaseId));
        model.Entity<CalendarFeed>().HasQueryFilter(feed => seesAll || feed.PersonId == personId);
        model.Entity<Obligation>().HasQueryFilter(owed => seesAll || Cases.Any(about => about.Id == owed.CaseId));
        model.Entity<Instalment>().HasQueryFilter(part => seesAll || Cases.Any(about => about.Id == part.CaseId));
        model.Entity<Amendment>().HasQueryFilter(change => seesAll || Cases.Any(about => about.Id == change.CaseId));
        // A risk is its city's own until the city shows it to its hub, or to the network.
        model.Entity<Risk>().HasQueryFilter(risk => seesAll || (risk.HubId == hubId
            && !Recusals.Any(recusal => recusal.CaseId == risk.CaseId && recusal.PersonId == personId)
            && (risk.CityId == cityId || risk.Visibility == RiskVisibility.Network || (cityId == null && risk.Visibility == RiskVisibility.Hub))));
        model.Entity<RiskRating>().HasQueryFilter(rating => seesAll || (rating.CityId == cityId && Risks.Any(risk => risk.Id == rating.RiskId)));
        model.Entity<RegisterEndorsement>().HasQueryFilter(signed => seesAll || (signed.CityId == cityId && Cases.Any(about => about.Id == signed.CaseId)));
        model.Entity<Introduction>().HasQueryFilter(one => seesAll || (one.HubId == hubId && (cityId == null || one.FirstId == cityId || one.SecondId == cityId)));
        model.Entity<Expert>().HasQueryFilter(expert => seesAll || (expert.HubId == hubId && cityId == null));
        model.Entity<Candidate>().HasQueryFilter(candidate => seesAll || (cityId == null && Cases.Any(about => about.Id == candidate.CaseId)));
        // A city reads of an event who of its own is invited, and what its own promised.
        model.Entity<EventInvitation>().HasQueryFilter(invitation => seesAll || (invitation.HubId == hubId && (cityId == null || invitation.CityId == cityId)));
        model.Entity<Commitment>().HasQueryFilter(promised => seesAll || (promised.HubId == hubId && (cityId == null || promised.CityId == cityId)));
        model.Entity<OpportunitySource>().HasQueryFilter(source => seesAll || (source.HubId == hubId && cityId == null));
        model.Entity<SourceRun>().HasQueryFilter(run => seesAll || OpportunitySources.Any(source => source.Id == run.SourceId));
        model.Entity<SourceFault>().HasQueryFilter(fault => seesAll || SourceRuns.Any(run => run.Id == fault.RunId));
        model.Entity<Wording>().HasQueryFilter(wording => seesAll || (wording.HubId == hubId && cityId == null));
        model.Entity<Opportunity>().HasQueryFilter(opportunity => seesAll || (opportunity.HubId == hubId
            && (cityId == null || (opportunity.State != ScreeningState.Rejected && opportunity.State != ScreeningState.Merged))));
        model.Entity<OpportunityRecord>().HasQueryFilter(record => seesAll || Opportunities.Any(opportunity => opportunity.Id == record.OpportunityId));
        model.Entity<OpportunityChange>().HasQueryFilter(change => seesAll || Opportunities.Any(opportunity => opportunity.Id == change.OpportunityId));
        model.Entity<OpportunityLikeness>().HasQueryFilter(likeness =>
            seesAll || (cityId == null && Opportunities.Any(opportunity => opportunity.Id == likeness.OpportunityId)));
        model.Entity<SavedSearch>().HasQueryFilter(search => seesAll || search.PersonId == personId);
        model.Entity<ProfileOfCity>().HasQueryFilter(profile => seesAll || (profile.HubId == hubId && (cityId == null || profile.CityId == cityId)));
        model.Entity<SettingsOfHub>().HasQueryFilter(settings => seesAll || (settings.HubId == hubId && cityId == null));
        model.Entity<Match>().HasQueryFilter(match => seesAll || (match.HubId == hubId && (cityId == null || match.CityId == cityId)));
        model.Entity<MatchInput>().HasQueryFilter(input => seesAll || (input.HubId == hubId && cityId == null));
        model.Entity<MailRecord>().HasQueryFilter(mail => seesAll || (mail.HubId == hubId && cityId == null
            && !Recusals.Any(recusal => recusal.CaseId == mail.CaseId && recusal.PersonId == personId)));
    }
}
