namespace StrongCities.Hub.Tasks;

/// <summary>What hangs on a decision. Beyond <see cref="Ordinary"/> neither a reply by mail nor silence ever says yes.</summary>
public enum Stakes
{
    /// <summary>Nothing that could not be taken back.</summary>
    Ordinary,

    /// <summary>It binds somebody: decided only with a code that was mailed to the decider's own address.</summary>
    Signature,

    /// <summary>Money is promised or spent.</summary>
    Money,

    /// <summary>Something becomes public.</summary>
    Publication,
}
