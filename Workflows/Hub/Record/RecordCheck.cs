using System.Globalization;

namespace StrongCities.Hub.Record;

/// <summary>Something that is not as it was written.</summary>
/// <param name="CaseId">The case, where it is known.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Row">Which row, such as <c>vote 12</c>, or the places that are empty, such as <c>3-4</c>.</param>
public sealed record RecordFinding(Guid? CaseId, RecordFault Fault, string Row);

/// <summary>What can be wrong with a record.</summary>
public enum RecordFault
{
    /// <summary>A row does not say what it said.</summary>
    Changed,

    /// <summary>Rows are missing.</summary>
    Removed,

    /// <summary>A row was not written by the hub.</summary>
    Inserted,

    /// <summary>The seal that tells where the record ends is missing, or is not the hub's.</summary>
    SealBroken,

    /// <summary>An earlier state was put back: the record does not hold what an anchor saw.</summary>
    Rewound,
}

/// <summary>Compares one case's rows with their hashes and its seal.</summary>
internal static class RecordCheck
{
    /// <param name="key">Of the hashes.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="rows">All that say that they are its.</param>
    /// <param name="seal">Its seal, or <see langword="null"/>.</param>
    public static IReadOnlyList<RecordFinding> Run(byte[] key, Guid caseId, IEnumerable<RecordRow> rows, CaseSeal? seal)
    {
        var findings = new List<RecordFinding>();
        var intact = seal is not null && seal.Mac == RecordHash.OfSeal(key, seal);
        if (!intact)
        {
            findings.Add(new RecordFinding(caseId, RecordFault.SealBroken, ""));
        }

        var (before, last) = ("", 0);
        foreach (var place in rows.GroupBy(row => row.Position).OrderBy(place => place.Key))
        {
            // Of several in one place the hub wrote the one whose hash fits; a changed row was alone in its place.
            var fitting = place.FirstOrDefault(row => Fits(key, caseId, row));
            foreach (var row in place.Where(row => row != fitting))
            {
                var foreign = fitting is not null || row.Position < 1 || (intact && row.Position > seal!.Rows) || row != place.First();
                findings.Add(new RecordFinding(caseId, foreign ? RecordFault.Inserted : RecordFault.Changed, row.Name));
            }

            if (place.Key < 1 || (fitting is null && intact && place.Key > seal!.Rows))
            {
                continue;
            }

            if (place.Key > last + 1)
            {
                findings.Add(Missing(caseId, last + 1, place.Key - 1));
            }
            else if (fitting is not null && fitting.Before != before)
            {
                findings.Add(new RecordFinding(caseId, RecordFault.Changed, fitting.Name));
            }

            (before, last) = ((fitting ?? place.First()).Hash, place.Key);
        }

        if (intact && seal!.Rows > last)
        {
            findings.Add(Missing(caseId, last + 1, seal.Rows));
        }
        else if (intact && seal!.Hash != before && findings.Count == 0)
        {
            findings.Add(new RecordFinding(caseId, RecordFault.SealBroken, ""));
        }

        return findings;
    }

    private static bool Fits(byte[] key, Guid caseId, RecordRow row) => row.Hash == RecordHash.OfRow(key, row, caseId, row.Position, row.Before);

    private static RecordFinding Missing(Guid caseId, int from, int to) =>
        new(caseId, RecordFault.Removed, from == to ? from.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{from}-{to}"));
}
