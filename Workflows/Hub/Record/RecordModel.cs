using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using StrongCities.Hub.Tasks;

namespace StrongCities.Hub.Record;

/// <summary>How the record is stored, beside what its rows say.</summary>
internal static class RecordModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<CaseSeal>().ToTable("CaseSeals").HasKey(seal => seal.CaseId);
        Map<TaskDecision>(model);
        Map<TaskAct>(model);
    }

    private static void Map<T>(ModelBuilder model)
        where T : RecordRow
    {
        var entity = model.Entity<T>();
        entity.Ignore(row => row.Said);
        entity.Ignore(row => row.Name);
        entity.HasIndex(row => new { row.CaseId, row.Position });
        foreach (var property in entity.Metadata.GetProperties())
        {
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        }
    }
}
