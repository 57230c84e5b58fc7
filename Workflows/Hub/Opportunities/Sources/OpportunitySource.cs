namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Where opportunities come from, as an operator set it up.</summary>
public sealed class OpportunitySource
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public Guid HubId { get; init; }

    /// <summary>What its records are known by in the catalogue; never changed.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary>How it is read; never changed.</summary>
    public SourceKind Kind { get; init; }

    /// <summary>Where it is, with <c>{yyyyMMdd}</c> for today; <see langword="null"/> where files are only uploaded.</summary>
    public string? Address { get; set; }

    /// <summary>What else it needs.</summary>
    public required SourceSettings Settings { get; set; }

    /// <summary>Hours between two runs, or a cron expression in the hub's time zone; empty for runs by hand only.</summary>
    public string Schedule { get; set; } = "";

    /// <summary>Whether it runs.</summary>
    public bool IsEnabled { get; set; }

    /// <summary>The key that it wants, encrypted.</summary>
    public string? ProtectedSecret { get; set; }

    /// <summary>The mark of the last answer that was taken in full.</summary>
    public string? ETag { get; set; }

    /// <summary>When that answer was of.</summary>
    public DateTimeOffset? LastModified { get; set; }

    /// <summary>When it runs next by itself.</summary>
    public DateTimeOffset? NextRunAt { get; set; }

    /// <summary>Who asked for a run that has not begun yet.</summary>
    public Guid? AskedById { get; set; }

    /// <summary>Failed runs since the last good one.</summary>
    public int FailuresInRow { get; set; }

    /// <summary>When it was set up.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Raised with every change by people, so that two do not overwrite each other unseen.</summary>
    public int Version { get; set; }
}

/// <summary>How a source is read.</summary>
public enum SourceKind
{
    /// <summary>The search of the EU Funding &amp; Tenders Portal.</summary>
    EuPortal,

    /// <summary>Grants.gov's <c>search2</c> and <c>fetchOpportunity</c>.</summary>
    GrantsGov,

    /// <summary>The daily extract of Grants.gov.</summary>
    GrantsGovExtract,

    /// <summary>Any interface that speaks CommonGrants.</summary>
    CommonGrants,

    /// <summary>RSS or Atom.</summary>
    Feed,

    /// <summary>A table.</summary>
    Csv,

    /// <summary>Mails that advisors forward.</summary>
    Mail,
}

/// <summary>One run of a source.</summary>
public sealed class SourceRun
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which source.</summary>
    public Guid SourceId { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Who asked for it; <see langword="null"/> when it was due.</summary>
    public Guid? StartedById { get; init; }

    /// <summary>The uploaded file's name.</summary>
    public string? FileName { get; init; }

    /// <summary>How it stands.</summary>
    public SourceOutcome Outcome { get; set; }

    /// <summary>What kept it from its end.</summary>
    public SourceProblem Problem { get; set; }

    /// <summary>More of that, in English.</summary>
    public string? ProblemText { get; set; }

    /// <summary>Records that came.</summary>
    public int Found { get; set; }

    /// <summary>Of these, new opportunities.</summary>
    public int New { get; set; }

    /// <summary>Of these, changed ones.</summary>
    public int Changed { get; set; }

    /// <summary>Of these, unchanged ones.</summary>
    public int Same { get; set; }

    /// <summary>Of these, such as came before in this run or from another source.</summary>
    public int Duplicate { get; set; }

    /// <summary>Of these, such as could not be read or stored.</summary>
    public int Faulty { get; set; }

    /// <summary>Records of before that the source has no more; counted where it lists all it has.</summary>
    public int Vanished { get; set; }

    /// <summary>Requests sent.</summary>
    public int Requests { get; set; }

    /// <summary>Bytes received.</summary>
    public long Bytes { get; set; }
}

/// <summary>How a run stands.</summary>
public enum SourceOutcome
{
    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Done,

    /// <summary>The source said that nothing changed.</summary>
    Unchanged,

    /// <summary>It broke off; what came before is kept.</summary>
    Failed,

    /// <summary>The host stopped in the middle; what came before is kept.</summary>
    Interrupted,
}

/// <summary>A record that a run could not read.</summary>
public sealed class SourceFault
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which run.</summary>
    public Guid RunId { get; init; }

    /// <summary>The record's key, or where it stands.</summary>
    public required string Key { get; init; }

    /// <summary>What is wrong, in English.</summary>
    public required string Problem { get; init; }
}
