using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace StrongCities.Runtime.Persistence;

/// <summary>
/// Maps the runtime's rows. There are no foreign keys between them: rows of an instance are written by that instance's
/// commits only, and a key checked per row would be paid on every burst.
/// </summary>
public static class RuntimeModel
{
    private const int IdLength = 100;
    private const int NameLength = 250;

    /// <summary>Longest <see cref="OutboxRow.LastError"/>, in characters.</summary>
    internal const int ErrorLength = 500;

    /// <summary>Adds the runtime's rows to a model. Doing it twice changes nothing.</summary>
    /// <param name="model">The model being built.</param>
    public static void Configure(ModelBuilder model)
    {
        MapDefinitions(model);
        MapDefinitionChanges(model);
        MapInstances(model);
        MapBookmarks(model);
        MapHistory(model);
        MapOutbox(model);
        MapTriggers(model);
        MapWaitingStimuli(model);
        MapAlterations(model);
        MapDamagedStates(model);
    }

    private static void MapDefinitions(ModelBuilder model) => model.Entity<DefinitionRow>(row =>
    {
        row.ToTable("Definitions");
        row.Property(d => d.Id).HasMaxLength(IdLength);
        row.Property(d => d.DefinitionId).HasMaxLength(IdLength);
        row.Property(d => d.Name).HasMaxLength(NameLength);
        row.Property(d => d.ContentHash).HasMaxLength(64);
        row.Property(d => d.FileName).HasMaxLength(NameLength);
        row.Property(d => d.FlowchartMode).HasConversion<string>().HasMaxLength(16);
        row.HasIndex(d => new { d.DefinitionId, d.Version }).IsUnique();
    });

    private static void MapDefinitionChanges(ModelBuilder model) => model.Entity<DefinitionChangeRow>(row =>
    {
        row.ToTable("DefinitionChanges");
        row.Property(c => c.DefinitionId).HasMaxLength(IdLength);
        row.Property(c => c.Kind).HasConversion<string>().HasMaxLength(32);
        row.Property(c => c.AuthorKind).HasConversion<string>().HasMaxLength(16);
        row.Property(c => c.AuthorId).HasMaxLength(IdLength);
        row.Property(c => c.AuthorName).HasMaxLength(NameLength);
        row.Property(c => c.Session).HasMaxLength(64);
        row.Property(c => c.Note).HasMaxLength(ErrorLength);
        row.Property(c => c.ContentHash).HasMaxLength(64);
        row.HasIndex(c => new { c.DefinitionId, c.Id });
    });

    // Text, not numbers: an operator reads the table, and a reordered enum cannot give old rows a new meaning.
    private static void MapInstances(ModelBuilder model) => model.Entity<InstanceRow>(row =>
    {
        row.ToTable("Instances");
        row.Property(i => i.Id).HasMaxLength(IdLength);
        row.Property(i => i.DefinitionId).HasMaxLength(IdLength);
        row.Property(i => i.DefinitionVersionId).HasMaxLength(IdLength);
        row.Property(i => i.ParentInstanceId).HasMaxLength(IdLength);
        row.Property(i => i.CorrelationId).HasMaxLength(NameLength);
        row.Property(i => i.Name).HasMaxLength(NameLength);
        row.Property(i => i.Status).HasConversion<string>().HasMaxLength(16);
        row.Property(i => i.SubStatus).HasConversion<string>().HasMaxLength(16);
        row.Property(i => i.State).HasConversion(PackedJson.Converter);
        row.HasIndex(i => i.CorrelationId);
        row.HasIndex(i => new { i.DefinitionId, i.Status });
        row.HasIndex(i => i.ParentInstanceId).HasFilter("\"ParentInstanceId\" IS NOT NULL");
        row.HasIndex(i => i.Id, "IX_Instances_Asking").HasFilter("\"HasQuestions\"");
    });

    private static void MapBookmarks(ModelBuilder model) => model.Entity<BookmarkRow>(row =>
    {
        row.ToTable("Bookmarks");
        row.Property(b => b.Id).HasMaxLength(IdLength);
        row.Property(b => b.InstanceId).HasMaxLength(IdLength);
        row.Property(b => b.Name).HasMaxLength(NameLength);
        row.Property(b => b.Hash).HasMaxLength(64);
        row.Property(b => b.CorrelationId).HasMaxLength(NameLength);
        row.Property(b => b.ActivityId).HasMaxLength(IdLength);
        row.Property(b => b.ActivityInstanceId).HasMaxLength(IdLength);
        row.Property(b => b.Route).HasMaxLength(NameLength);
        // A stimulus for one instance must not pass over all others that wait for the same.
        row.HasIndex(b => new { b.Hash, b.InstanceId });
        row.HasIndex(b => b.InstanceId);
        row.HasIndex(b => b.Route).HasFilter("\"Route\" IS NOT NULL");
        row.HasIndex(b => new { b.DueAt, b.Id }).HasFilter("\"DueAt\" IS NOT NULL");
    });

    private static void MapHistory(ModelBuilder model) => model.Entity<HistoryRow>(row =>
    {
        row.ToTable("History");
        row.HasKey(h => new { h.InstanceId, h.Revision });
        row.Property(h => h.Journal).HasConversion(PackedJson.LenientConverter);
        row.Property(h => h.Records).HasConversion(PackedJson.LenientConverter);
        row.Property(h => h.InstanceId).HasMaxLength(IdLength);
    });

    private static void MapOutbox(ModelBuilder model) => model.Entity<OutboxRow>(row =>
    {
        row.ToTable("Outbox");
        row.Property(o => o.Kind).HasMaxLength(32);
        row.Property(o => o.Key).HasMaxLength(NameLength);
        row.Property(o => o.State).HasConversion<string>().HasMaxLength(16);
        row.Property(o => o.LastError).HasMaxLength(ErrorLength);
        row.HasIndex(o => o.Key).IsUnique();
        // The kind comes before the time, so that a jam of one kind costs the others nothing.
        row.HasIndex(o => new { o.State, o.Kind, o.DueAt, o.Id });
    });

    private static void MapTriggers(ModelBuilder model) => model.Entity<TriggerRow>(row =>
    {
        row.ToTable("Triggers");
        row.Property(t => t.Id).HasMaxLength(IdLength);
        row.Property(t => t.DefinitionId).HasMaxLength(IdLength);
        row.Property(t => t.DefinitionVersionId).HasMaxLength(IdLength);
        row.Property(t => t.ActivityId).HasMaxLength(IdLength);
        row.Property(t => t.Name).HasMaxLength(NameLength);
        row.Property(t => t.Hash).HasMaxLength(64);
        row.HasIndex(t => t.Hash);
        row.HasIndex(t => t.Name);
        row.HasIndex(t => t.DefinitionId);
        row.HasIndex(t => new { t.DueAt, t.Id }).HasFilter("\"DueAt\" IS NOT NULL");
    });

    private static void MapWaitingStimuli(ModelBuilder model) => model.Entity<WaitingStimulusRow>(row =>
    {
        row.ToTable("WaitingStimuli");
        row.Property(s => s.Hash).HasMaxLength(64);
        row.Property(s => s.CorrelationId).HasMaxLength(NameLength);
        row.Property(s => s.InstanceId).HasMaxLength(IdLength);
        row.Property(s => s.BookmarkId).HasMaxLength(IdLength);
        row.HasIndex(s => s.Hash);
        row.HasIndex(s => s.ExpiresAt);
    });

    private static void MapDamagedStates(ModelBuilder model) => model.Entity<DamagedStateRow>(row =>
    {
        row.ToTable("DamagedStates");
        row.Property(d => d.InstanceId).HasMaxLength(IdLength);
        row.Property(d => d.Reason).HasMaxLength(ErrorLength);
        row.HasIndex(d => d.InstanceId);
    });

    private static void MapAlterations(ModelBuilder model)
    {
        model.Entity<AlterationPlanRow>(row =>
        {
            row.ToTable("AlterationPlans");
            row.Property(p => p.Id).HasMaxLength(IdLength);
            row.Property(p => p.Status).HasMaxLength(16);
        });
        model.Entity<AlterationJobRow>(row =>
        {
            row.ToTable("AlterationJobs");
            row.Property(j => j.Id).HasMaxLength(IdLength);
            row.Property(j => j.PlanId).HasMaxLength(IdLength);
            row.Property(j => j.InstanceId).HasMaxLength(IdLength);
            row.Property(j => j.Status).HasMaxLength(16);
            row.HasIndex(j => j.PlanId);
        });
    }
}

/// <summary>Moments as UTC ticks of 100 ns: exact, and in order on every database (SQLite has no type for them).</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    moment => moment.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
