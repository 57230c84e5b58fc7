using System.ComponentModel.DataAnnotations;
using System.Net;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>How opportunities are fetched, and what a source may take of this machine. Section <c>Sources</c>.</summary>
public sealed class SourceOptions : IValidatableObject
{
    /// <summary>
    /// Networks that may be fetched from although they are not of the public internet, such as <c>127.0.0.0/8</c> for trials. Whoever may write
    /// sources then reaches what is there.
    /// </summary>
    /// <value>CIDR. Default none.</value>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>How we say who asks; name a page or an address where a source's people can complain.</summary>
    /// <value>1 to 200 characters. Default <c>StrongCities/1.0</c>.</value>
    [Required, StringLength(200, MinimumLength = 1)]
    public string UserAgent { get; set; } = "StrongCities/1.0";

    /// <summary>Whether sources that are due run by themselves. By hand they always can.</summary>
    /// <value>Default true.</value>
    public bool RunWhenDue { get; set; } = true;

    /// <summary>The longest file, such as the Grants.gov extract, after decompression.</summary>
    /// <value>Bytes. Default 600 MB; 1 kB to 4 GB.</value>
    [Range(1_000, 4_000_000_000)]
    public long MaxFileBytes { get; set; } = 600_000_000;

    /// <summary>The longest page of an interface, after decompression; pages are read as a whole.</summary>
    /// <value>Bytes. Default 20 MB; 1 kB to 200 MB.</value>
    [Range(1_000, 200_000_000)]
    public long MaxPageBytes { get; set; } = 20_000_000;

    /// <summary>The longest file that somebody uploads.</summary>
    /// <value>Bytes. Default 100 MB; 1 kB to 1 GB.</value>
    [Range(1_000, 1_000_000_000)]
    public long MaxUploadBytes { get; set; } = 100_000_000;

    /// <summary>How many times longer an answer may become by decompression, once it is longer than a megabyte.</summary>
    /// <value>Times. Default 100; 2 to 1,000.</value>
    [Range(2, 1_000)]
    public int MaxRatio { get; set; } = 100;

    /// <summary>How long one try may take until the answer begins: name, connection, headers.</summary>
    /// <value>Default 30 s; 100 ms to 10 min.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing may come while an answer is read.</summary>
    /// <value>Default 30 s; 100 ms to 10 min.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one answer may take in all, however it drips.</summary>
    /// <value>Default 10 min; 100 ms to 2 h.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "02:00:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Redirects that are followed.</summary>
    /// <value>Count. Default 5; 0 to 20.</value>
    [Range(0, 20)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>Tries after the first.</summary>
    /// <value>Count. Default 3; 0 to 10.</value>
    [Range(0, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>The time before the second try, on average; doubled with each.</summary>
    /// <value>Default 2 s; 1 ms to 1 min.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest time between two tries; a source that asks for more (<c>Retry-After</c>) gets it by its next run.</summary>
    /// <value>Default 2 min; 1 ms to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan MaxRetry { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The time from one request to the next to the same host.</summary>
    /// <value>Default 1 s; 0 to 10 min.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan PausePerHost { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Pages that one run asks for; more is taken for paging without an end.</summary>
    /// <value>Count. Default 1,000; 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int MaxPages { get; set; } = 1_000;

    /// <summary>Records that one run takes.</summary>
    /// <value>Count. Default 200,000; 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int MaxRecords { get; set; } = 200_000;

    /// <summary>Records that are stored in one unit of work.</summary>
    /// <value>Count. Default 50; 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int BatchSize { get; set; } = 50;

    /// <summary>Faulty records of one run that are kept with their problem; more are counted only.</summary>
    /// <value>Count. Default 500; 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int MaxFaults { get; set; } = 500;

    /// <summary>Runs of a source that are kept, with their faults.</summary>
    /// <value>Count. Default 100; 2 to 10,000.</value>
    [Range(2, 10_000)]
    public int KeepRuns { get; set; } = 100;

    /// <summary>The pause after a run that failed; doubled with each in a row, and never less than the schedule.</summary>
    /// <value>Default 15 min; 1 s to 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The longest pause after failures in a row.</summary>
    /// <value>Default 1 day; 1 s to 14 days.</value>
    [Range(typeof(TimeSpan), "00:00:01", "14.00:00:00")]
    public TimeSpan MaxBackOff { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often is looked for sources that are due.</summary>
    /// <value>Default 1 min; 1 s to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var wrong in AllowedNetworks.Where(network => !IPNetwork.TryParse(network, out _)))
        {
            yield return new ValidationResult($"Sources:AllowedNetworks holds '{wrong}', which is no network. Write one such as 127.0.0.0/8.", [nameof(AllowedNetworks)]);
        }

        if (TotalTimeout < HeaderTimeout)
        {
            yield return new ValidationResult("Sources:TotalTimeout must be at least Sources:HeaderTimeout.", [nameof(TotalTimeout)]);
        }
    }
}
