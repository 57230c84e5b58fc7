namespace StrongCities.Hub.Tasks;

/// <summary>What may follow when nobody answers. Never a yes to a signature, to money or to a publication.</summary>
public enum SilencePolicy
{
    /// <summary>Nothing: the task stays open.</summary>
    None,

    /// <summary>The case is closed.</summary>
    Close,

    /// <summary>The step is skipped.</summary>
    Skip,

    /// <summary>Nobody objects. Only where a type of task allows it, and only where nothing is at stake that could not be taken back.</summary>
    NoObjection,

    /// <summary>The task is put aside: nobody is reminded any more, but it can still be done.</summary>
    Park,

    /// <summary>It counts as a no.</summary>
    NoGo,
}
