using System.ComponentModel.DataAnnotations;

namespace StrongCities.Host.WorkflowCalls;

/// <summary>How workflows are called by HTTP: section <c>WorkflowCalls</c>.</summary>
internal sealed class WorkflowCallOptions
{
    /// <summary>Under which path workflows are called.</summary>
    /// <value>Default <c>/workflows</c>, as in Elsa; begins with a slash and ends without one.</value>
    [RegularExpression("(/[A-Za-z0-9_-]+)+")]
    public string BasePath { get; set; } = "/workflows";

    /// <summary>The longest body of a call, files and all. An endpoint's own limits are checked besides.</summary>
    /// <value>Bytes. Default 10 MB; 1 kB to 1 GB.</value>
    [Range(1_000, 1_000_000_000)]
    public int MaxBytes { get; set; } = 10_000_000;

    /// <summary>
    /// How long a path that another process published may go unnoticed. What this process publishes is called at once.
    /// </summary>
    /// <value>Default 10 s; 0 to 1 min.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RoutesFreshFor { get; set; } = TimeSpan.FromSeconds(10);
}
