using System.ComponentModel.DataAnnotations;
using StrongCities.Engine.Activities;

namespace StrongCities.Engine.Execution;

/// <summary>Limits of a burst and of the expressions in it, and how closely Elsa is followed.</summary>
public sealed class InterpreterOptions
{
    /// <summary>
    /// Whether new instances behave like Elsa 3.8 even where that is a defect that we mend. An instance keeps what it
    /// started with.
    /// </summary>
    /// <value>Default false.</value>
    public bool StrictElsa { get; set; }

    /// <summary>How flowcharts of new instances run where neither start nor definition says. An instance keeps what it started with.</summary>
    /// <value>Default <see cref="FlowchartMode.CounterBased"/>, as in Elsa 3.8.</value>
    public FlowchartMode FlowchartMode { get; set; }

    /// <summary>Activities that one burst may run before it is stopped as a loop that never waits.</summary>
    /// <value>Count. Default 100,000; 100 to 10,000,000.</value>
    [Range(100, 10_000_000)]
    public int MaxActivitiesPerBurst { get; set; } = 100_000;

    /// <summary>Size of an instance's stored state. A burst that would leave a larger one is not done; the instance faults.</summary>
    /// <value>Bytes of JSON. Default 4 MiB; 4 KiB to 256 MiB.</value>
    [Range(4 << 10, 256 << 20)]
    public int MaxStateBytes { get; set; } = 4 << 20;

    /// <summary>How deep activities of a running instance may be nested in each other.</summary>
    /// <value>Levels below the workflow. Default 64; 4 to 100.</value>
    [Range(4, 100)]
    public int MaxNestingDepth { get; set; } = 64;

    /// <summary>Statements that one script may run.</summary>
    /// <value>Count. Default 100,000; 100 to 100,000,000.</value>
    [Range(100, 100_000_000)]
    public int MaxScriptStatements { get; set; } = 100_000;

    /// <summary>How deep a script's functions may call each other.</summary>
    /// <value>Calls. Default 100; 10 to 1,000.</value>
    [Range(10, 1_000)]
    public int MaxScriptRecursion { get; set; } = 100;

    /// <summary>Memory that one script may allocate.</summary>
    /// <value>Bytes. Default 64 MiB; 1 MiB to 1 GiB.</value>
    [Range(1L << 20, 1L << 30)]
    public long MaxScriptMemory { get; set; } = 64L << 20;

    /// <summary>Wall time of one script or template. The deterministic limits should strike first; this is the backstop.</summary>
    /// <value>Default 5 s; 10 ms to 1 min.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan ScriptTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Wall time of one regular expression within a script or template.</summary>
    /// <value>Default 250 ms; 10 ms to 10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan RegexTimeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Turns that all loops of one template may make together.</summary>
    /// <value>Count. Default 10,000; 100 to 10,000,000.</value>
    [Range(100, 10_000_000)]
    public int MaxTemplateIterations { get; set; } = 10_000;

    /// <summary>Addresses to which one <c>Elsa.SendEmail</c> may send. Each gets a message of their own.</summary>
    /// <value>Count. Default 50; 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int MaxEmailRecipients { get; set; } = 50;

    /// <summary>The body of a mail that <c>Elsa.SendEmail</c> sends.</summary>
    /// <value>Bytes of UTF-8. Default 512 KiB; 1 KiB to 10 MiB.</value>
    [Range(1 << 10, 10 << 20)]
    public int MaxEmailBodyBytes { get; set; } = 512 << 10;

    /// <summary>The attachments of a mail that <c>Elsa.SendEmail</c> sends, together and before they are encoded.</summary>
    /// <value>Bytes. Default 5 MiB; 0 for none, to 50 MiB.</value>
    [Range(0, 50 << 20)]
    public int MaxEmailAttachmentBytes { get; set; } = 5 << 20;
}
