using StrongCities.Designer;
using StrongCities.Host.Clock;
using StrongCities.Host.CommonGrants;
using StrongCities.Host.ElsaApi;
using StrongCities.Host.Drafts;
using StrongCities.Host.Errors;
using StrongCities.Host.Exports;
using StrongCities.Host.Health;
using StrongCities.Host.Identity;
using StrongCities.Host.Mailbox;
using StrongCities.Host.Overload;
using StrongCities.Host.Papers;
using StrongCities.Host.Portal;
using StrongCities.Host.Practices;
using StrongCities.Host.Start;
using StrongCities.Host.ThreeSixtyGiving;
using StrongCities.Host.Words;
using StrongCities.Host.WorkflowCalls;
using StrongCities.Hub;

var builder = WebApplication.CreateBuilder(args);
if (args is [TryImport.Verb, ..])
{
    builder.UseScratchFolder();
}

builder.UseDefaultAddress();
builder.AddDataFolder();
builder.AddClock();
builder.Services.AddHub(builder.Configuration);
builder.AddFirstStart();
builder.Services.AddHostedService<ReturnMemory>();
builder.AddSignedIn();
builder.AddRequestLimits();
builder.AddTurnAway();
builder.AddPages();
builder.AddElsaApi();
builder.Services.AddDesigner();
builder.Services.AddDrafts();
builder.Services.AddExports();
builder.Services.AddStaffAccounts();
builder.Services.AddPageLanguage();
builder.Services.AddHealth();
builder.Services.AddWorkflowCalls();
builder.Services.AddOnlyHttps();
builder.Services.AddProxies();

var app = builder.Build();
app.WarmDatabase();
app.UseProxies();
app.UseSecurityHeaders();
app.UseOnlyHttps();
app.UseErrorPages();
app.UseCompressedAnswers();
app.UseRequestLimits();
app.UseMailboxOfThisMachine();
app.UseStudioFiles();
app.UseStaticFiles();
app.UseTurnAway();
app.UseRouting();
app.UseAuthentication();
app.UsePageLanguage();
app.UseRateLimiter();
app.UseAuthorization();
app.UseAntiforgery();
app.MapRazorPages().RequireAuthorization();
app.MapPageLanguage();
app.MapSignOut();
app.MapDownloads();
app.MapPaperFiles();
app.MapExports();
app.MapMailbox();
app.MapClock();
app.MapHealth();
app.MapElsaApi();
app.MapWorkflowCalls();
app.MapCommonGrants();
app.MapThreeSixtyGiving();
app.MapPractices();

if (args is ["migrate"])
{
    await app.MigrateAsync();
    return;
}

if (args is ["lint", var definitions])
{
    Environment.ExitCode = await app.LintAsync(definitions);
    return;
}

if (args is [TryImport.Verb, var folder])
{
    Environment.ExitCode = await app.TryImportAsync(folder);
    return;
}

if (args is ["add-lead", var email, var name])
{
    Environment.ExitCode = await app.AddLeadAsync(email, name);
    return;
}

if (args is ["verify-record", .. var anchors])
{
    Environment.ExitCode = await app.VerifyRecordAsync(anchors.FirstOrDefault());
    return;
}

app.PrintBanner();
await app.RunAsync();
