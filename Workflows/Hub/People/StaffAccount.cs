using Microsoft.AspNetCore.Identity;

namespace StrongCities.Hub.People;

/// <summary>The password side of a member of the hub's staff. Its id is the person's, its user name their address.</summary>
public sealed class StaffAccount : IdentityUser<Guid>;
