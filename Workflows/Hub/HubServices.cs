using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Applications;
using StrongCities.Hub.Applications.Process;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Awards;
using StrongCities.Hub.Awards.Process;
using StrongCities.Hub.Awards.Publish;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Mail;
using StrongCities.Hub.Mail.Inbound;
using StrongCities.Hub.Opportunities;
using StrongCities.Hub.Opportunities.CommonGrants;
using StrongCities.Hub.Opportunities.Import;
using StrongCities.Hub.Opportunities.Process;
using StrongCities.Hub.Opportunities.Search;
using StrongCities.Hub.Opportunities.Sources;
using StrongCities.Hub.Matching;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Persistence.Sqlite;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Practices;
using StrongCities.Hub.Record;
using StrongCities.Hub.Risks;
using StrongCities.Hub.Risks.Process;
using StrongCities.Hub.SampleData;
using StrongCities.Hub.Similarity;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub;

/// <summary>Registers the business and the runtime under it: the one call a host makes.</summary>
public static class HubServices
{
    /// <summary>
    /// Adds the hub. The host brings logging, data protection and, where it is not the system's, a <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="services">The host's.</param>
    /// <param name="configuration">Sections <c>Storage, Attachments, Papers, Sources, Tasks, SignIn, FirstHub, Mail, Matching, Applications, Awards, Risks, Similarity, Experts, Events, Practices</c> and those of the runtime are read.</param>
    /// <returns>The same.</returns>
    public static IServiceCollection AddHub(this IServiceCollection services, IConfiguration configuration)
    {
        AddOptions<StorageOptions>(services, configuration, "Storage");
        AddOptions<AttachmentOptions>(services, configuration, "Attachments");
        AddOptions<TaskOptions>(services, configuration, "Tasks");
        AddOptions<Applications.Papers.PaperOptions>(services, configuration, "Papers");
        AddOptions<SignInOptions>(services, configuration, "SignIn");
        AddOptions<FirstHubOptions>(services, configuration, "FirstHub");
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<RecordKey>();
        services.AddSingleton<RecordChain>();
        services.AddSingleton<HubDbFactory>(provider =>
            new SqliteDbFactory(provider.GetRequiredService<IOptions<StorageOptions>>(), provider.GetRequiredService<RecordChain>()));
        services.AddSingleton<IRuntimeDbFactory>(provider => provider.GetRequiredService<HubDbFactory>());

        services.AddHostedService<MigrateDatabase>();

        services.AddSingleton<OpenCase>();
        services.AddSingleton<AttachmentStore>();
        services.AddHostedService<AttachmentSweeper>();
        services.AddSingleton<PasswordLinks>();
        services.AddSingleton<TaskDoor>();
        services.AddSingleton<TaskDecider>();
        services.AddSingleton<TaskMail>();
        services.AddSingleton<SeatTasks>();
        services.AddSingleton<StepUp>();
        services.AddTransient<SampleDealings>();
        services.AddTransient<SampleApplications>();
        services.AddTransient<SampleAwards>();
        services.AddTransient<SampleRisks>();
        services.AddTransient<SampleEvents>();
        services.AddTransient<SamplePractices>();
        services.AddTransient<PlantSampleData>();
        services.AddMail(configuration);
        AddInbound(services);
        AddCatalogue(services);
        AddSources(services, configuration);
        AddOptions<MatchingOptions>(services, configuration, "Matching");
        AddOptions<ApplicationOptions>(services, configuration, "Applications");
        AddMatching(services);
        AddAwards(services, configuration);
        AddRisks(services, configuration);
        AddOptions<Experts.ExpertOptions>(services, configuration, "Experts");
        services.AddSingleton<Experts.HideCase>();
        AddOptions<Events.EventOptions>(services, configuration, "Events");
        services.AddSingleton<Events.ChangeEvent>();
        services.AddSingleton<Events.EventMail>();
        AddPractices(services, configuration);
        services.AddSingleton<IOutboxSender, Assistance.Board.TellBoard>();
        services.AddRuntime();
        AddUseCases(services);
        return services;
    }

    private static void AddMatching(IServiceCollection services)
    {
        services.TryAddSingleton<IMatchSubjects, ScreenedSubjects>();
        services.AddSingleton<RunMatching>();
        services.AddSingleton<KeepMatched>();
        services.AddHostedService(provider => provider.GetRequiredService<KeepMatched>());
    }

    private static void AddAwards(IServiceCollection services, IConfiguration configuration)
    {
        AddOptions<AwardOptions>(services, configuration, "Awards");
        services.AddSingleton<OpenAwardCase>();
        services.AddSingleton<IOutboxSender, DoErrands>();
        services.AddSingleton<ChangeAward>();
        services.AddSingleton<PublicAwards>();
    }

    private static void AddRisks(IServiceCollection services, IConfiguration configuration)
    {
        AddOptions<RiskOptions>(services, configuration, "Risks");
        AddOptions<SimilarityOptions>(services, configuration, "Similarity");
        services.AddSingleton<ChangeRegister>();
        services.AddSingleton<IOutboxSender, TouchProcess>();
    }

    private static void AddPractices(IServiceCollection services, IConfiguration configuration)
    {
        AddOptions<PracticeOptions>(services, configuration, "Practices");
        services.AddSingleton<ReencodePicture>();
        services.AddSingleton<ChangePractice>();
        services.AddSingleton<PublishedPractices>();
    }

    private static void AddInbound(IServiceCollection services)
    {
        services.AddSingleton<RawMailStore>();
        services.AddSingleton<QuarantinedMail>();
        services.AddSingleton<IUndelivered, Undelivered>();
        services.AddSingleton<AnswerLetter>();
        services.AddSingleton<NoteLetter>();
        services.AddSingleton<TakeReply>();
        services.AddSingleton<TakePlainMail>();
        services.AddSingleton<TakeLetter>();
        services.AddSingleton<TakeBounce>();
        services.AddSingleton<ReceiveMail>();
        services.AddHostedService<ReadMailbox>();
        services.AddHostedService<SweepInbound>();
    }

    private static void AddCatalogue(IServiceCollection services)
    {
        services.AddSingleton<IOpportunityIndex, SqliteOpportunityIndex>();
        services.AddSingleton<IOutboxSender, WatchSearches>();
        services.AddSingleton<IOutboxSender, TellFinds>();
        services.AddTransient<TakeFound>();
        services.AddTransient<ITakeFound>(provider => provider.GetRequiredService<TakeFound>());
        services.AddSingleton<OpenOpportunityCase>();
        services.AddSingleton<ChangeApplication>();
        services.AddSingleton<TellTheEnd>();
        services.AddSingleton<IOutboxSender, TakeSteps>();
        services.AddSingleton<PublicCatalogue>();
        services.AddTransient<ImportFolder>();
        services.AddTransient<ReplayChanges>();
    }

    private static void AddSources(IServiceCollection services, IConfiguration configuration)
    {
        AddOptions<SourceOptions>(services, configuration, "Sources");
        services.TryAddSingleton<ResolveName>(_ => System.Net.Dns.GetHostAddressesAsync);
        services.AddSingleton<SourceFiles>();
        services.AddSingleton<SafeFetch>();
        services.AddSingleton<SourceSecrets>();
        services.AddSingleton<ReadSource>();
        services.AddSingleton<RunSource>();
        services.AddSingleton<CloseInterrupted>();
        services.AddSingleton<TakeForwarded>();
        services.AddSingleton<RunDueSources>();
        services.AddHostedService(provider => provider.GetRequiredService<RunDueSources>());
    }

    // MediatR 5.1 brings no registration: it asks this factory for handlers, and for behaviours in their order.
    private static void AddUseCases(IServiceCollection services)
    {
        services.AddTransient<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddTransient<IMediator, Mediator>();
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AuditBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AccessBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));
        services.Scan(scan => scan.FromAssemblyOf<HubDb>()
            .AddClasses(types => types.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false).AsImplementedInterfaces().WithTransientLifetime()
            .AddClasses(types => types.AssignableTo(typeof(INotificationHandler<>)), publicOnly: false).AsImplementedInterfaces().WithTransientLifetime()
            .AddClasses(types => types.AssignableTo<IEffectHandler>(), publicOnly: false).As<IEffectHandler>().WithSingletonLifetime()
            .AddClasses(types => types.AssignableTo<IQuestionAnswerer>(), publicOnly: false).As<IQuestionAnswerer>().WithSingletonLifetime()
            .AddClasses(types => types.AssignableTo<Activity>(), publicOnly: false).As<Activity>().WithSingletonLifetime());
    }

    private static void AddOptions<T>(IServiceCollection services, IConfiguration configuration, string section)
        where T : class =>
        services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
}
