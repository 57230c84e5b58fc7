using System.Text.Encodings.Web;
using System.Text.Unicode;
using StrongCities.Host.Errors;
using StrongCities.Host.Identity;
using StrongCities.Host.Tasks;

namespace StrongCities.Host.Start;

/// <summary>Which pages ask for which sign-in. What is not named here asks for one.</summary>
internal static class PageSetup
{
    private static readonly string[] OfEverybody =
    [
        "/Desk/ForgotPassword", "/Desk/SetPassword", "/Desk/SignIn", "/Errors/Error", "/Portal/Index", "/Portal/SignIn", "/Portal/SignInLink", "/Portal/Unsubscribe",
        "/Practices/List", "/Practices/Show",
        "/Tasks/ByLink", "/Tasks/Link", "/Tasks/RateByLink", "/Tasks/EventByLink",
    ];

    private static readonly string[] OfCities =
    [
        "/Portal/Application", "/Portal/Applications", "/Portal/Award", "/Portal/Event", "/Portal/Events", "/Portal/Introduction", "/Portal/NewRequest", "/Portal/Opportunities", "/Portal/Opportunity", "/Portal/OurOpportunities", "/Portal/OurOpportunity", "/Portal/OurPractice", "/Portal/OurPractices", "/Portal/Profile", "/Portal/Request", "/Portal/Requests", "/Portal/Risk", "/Portal/Risks",
    ];

    private static readonly string[] OfLeads = ["/Desk/Cities", "/Desk/City", "/Desk/Equity", "/Desk/NewPerson", "/Desk/People", "/Desk/Person"];

    public static void AddPages(this WebApplicationBuilder builder)
    {
        var mailbox = builder.Environment.IsDevelopment();
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddSingleton<GrantCookie>();
        builder.Services.AddSingleton<StrongCities.Host.Events.EventCalendar>();
        builder.Services.AddProblemDetails();
        builder.Services.AddRazorPages(options =>
        {
            foreach (var page in OfEverybody)
            {
                options.Conventions.AllowAnonymousToPage(page);
            }

            foreach (var page in OfCities)
            {
                options.Conventions.AuthorizePage(page, SignedIn.City);
            }

            options.Conventions.AuthorizeFolder("/Desk", SignedIn.Staff);
            options.Conventions.AuthorizeFolder("/Clock", SignedIn.Staff);
            options.Conventions.AuthorizeFolder("/Drafts", SignedIn.Designer);
            options.Conventions.AuthorizeFolder("/Shell", SignedIn.Designer);
            foreach (var page in OfLeads)
            {
                options.Conventions.AuthorizePage(page, SignedIn.Lead);
            }

            if (mailbox)
            {
                options.Conventions.AllowAnonymousToFolder("/Mailbox");
            }
            else
            {
                options.Conventions.AddFolderRouteModelConvention("/Mailbox", page => page.Selectors.Clear());
            }
        }).WithRazorPagesAtContentRoot().AddMvcOptions(options =>
        {
            options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            options.Filters.Add<RefuseUnheard>();
        });
    }
}
