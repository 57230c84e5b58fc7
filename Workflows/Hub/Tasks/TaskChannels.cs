namespace StrongCities.Hub.Tasks;

/// <summary>The ways by which somebody acts on a task, as they are kept.</summary>
internal static class TaskChannels
{
    /// <summary>The link of a mail, and the button of its page.</summary>
    public const string Link = "link";

    /// <summary>A reply by mail.</summary>
    public const string Reply = "reply";

    /// <summary>Signed in, a person of a city.</summary>
    public const string Portal = "portal";

    /// <summary>Signed in, a person of the hub.</summary>
    public const string Desk = "desk";

    /// <summary>Nobody: time passed.</summary>
    public const string Clock = "clock";
}
