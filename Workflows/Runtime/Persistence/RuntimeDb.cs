using Microsoft.EntityFrameworkCore;

namespace StrongCities.Runtime.Persistence;

/// <summary>
/// The runtime's part of the one model. The hub derives from it and adds the business; a thin class per database
/// derives from that and owns the migrations.
/// </summary>
/// <param name="options">Provider and connection.</param>
public abstract class RuntimeDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>Versions of workflow definitions.</summary>
    public DbSet<DefinitionRow> Definitions => Set<DefinitionRow>();

    /// <summary>Who changed which definition when, and what it looked like.</summary>
    public DbSet<DefinitionChangeRow> DefinitionChanges => Set<DefinitionChangeRow>();

    /// <summary>Instances with their state.</summary>
    public DbSet<InstanceRow> Instances => Set<InstanceRow>();

    /// <summary>The instances that whoever looks may see; all of them where nobody in particular does.</summary>
    public virtual IQueryable<InstanceRow> SeenInstances => Instances;

    /// <summary>The history of <see cref="SeenInstances"/>.</summary>
    public virtual IQueryable<HistoryRow> SeenHistory => History;

    /// <summary>Where instances wait, timers among them.</summary>
    public DbSet<BookmarkRow> Bookmarks => Set<BookmarkRow>();

    /// <summary>The append-only history of instances: journal and activity records.</summary>
    public DbSet<HistoryRow> History => Set<HistoryRow>();

    /// <summary>What is to leave the host: committed with the change that caused it.</summary>
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    /// <summary>What starts instances.</summary>
    public DbSet<TriggerRow> Triggers => Set<TriggerRow>();

    /// <summary>Stimuli that came before their bookmarks.</summary>
    public DbSet<WaitingStimulusRow> WaitingStimuli => Set<WaitingStimulusRow>();

    /// <summary>States that could not be read.</summary>
    public DbSet<DamagedStateRow> DamagedStates => Set<DamagedStateRow>();

    /// <summary>Planned changes to running instances.</summary>
    public DbSet<AlterationPlanRow> AlterationPlans => Set<AlterationPlanRow>();

    /// <summary>Each instance's part in them.</summary>
    public DbSet<AlterationJobRow> AlterationJobs => Set<AlterationJobRow>();

    /// <summary>Prepared statements on this context's connection, which must be open.</summary>
    internal PreparedSql Sql => field ??= new PreparedSql(this);

    /// <summary>Where rows that are written without EF say that they will be due; <see langword="null"/> outside the commit queue.</summary>
    internal DueWatch? Due { get; set; }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await Sql.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) => RuntimeModel.Configure(modelBuilder);

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
}

/// <summary>
/// Makes contexts for the database that the host was configured with. On SQLite their connections must use
/// <c>journal_mode=WAL</c> (readers beside the one writer), <c>synchronous=FULL</c> (a commit survives a power cut),
/// a <c>busy_timeout</c> of some seconds (checkpoints and other processes), and transactions that begin as
/// <c>IMMEDIATE</c>, which is the provider's default.
/// </summary>
public interface IRuntimeDbFactory
{
    /// <summary>A new context with a connection of its own. Dispose it.</summary>
    /// <returns>The context.</returns>
    RuntimeDb Create();
}
