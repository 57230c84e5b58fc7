namespace StrongCities.Hub.People;

/// <summary>How a person wants news that ask nothing of them.</summary>
public enum NoticeMails
{
    /// <summary>Each as a mail.</summary>
    AtOnce,

    /// <summary>One mail a day.</summary>
    Daily,

    /// <summary>Not by mail: they are on the site.</summary>
    Never,
}
