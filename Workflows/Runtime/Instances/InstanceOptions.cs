using System.ComponentModel.DataAnnotations;

namespace StrongCities.Runtime.Instances;

/// <summary>Limits of running instances: section <c>Runtime:Instances</c>.</summary>
public sealed class InstanceOptions
{
    /// <summary>
    /// How often a burst is run anew because another process changed the instance between reading and committing it.
    /// </summary>
    /// <value>Count. Default 5; 0 to 100.</value>
    [Range(0, 100)]
    public int MaxConflicts { get; set; } = 5;

    /// <summary>Questions that one call answers; a workflow that never stops asking goes on in the background.</summary>
    /// <value>Count. Default 1,000; 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int MaxQuestionsPerCall { get; set; } = 1_000;

    /// <summary>How deep workflows may execute each other.</summary>
    /// <value>Levels. Default 16; 1 to 100.</value>
    [Range(1, 100)]
    public int MaxExecuteDepth { get; set; } = 16;

    /// <summary>When questions whose answer could not be stored are asked again.</summary>
    /// <value>Default 10 s; 1 s to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AskAgainAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Instances whose questions are asked again at once, at start and after failures.</summary>
    /// <value>Count. Default 8; 1 to 256.</value>
    [Range(1, 256)]
    public int AskAgainParallelism { get; set; } = 8;

    /// <summary>
    /// Largest record of one activity execution. Of a larger one, big values become a note of their size: records are for people to look at, and
    /// nothing reads them back.
    /// </summary>
    /// <value>Bytes of JSON. Default 32 KiB; 4 KiB to 4 MiB.</value>
    [Range(4 << 10, 4 << 20)]
    public int MaxRecordSize { get; set; } = 32 << 10;
}
