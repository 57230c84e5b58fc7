using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Runtime.Alterations;
using StrongCities.Runtime.Children;
using StrongCities.Runtime.Definitions;
using StrongCities.Runtime.Editing;
using StrongCities.Runtime.Http;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Outbox;
using StrongCities.Runtime.Persistence;
using StrongCities.Runtime.Timers;
using StrongCities.Runtime.Triggers;

namespace StrongCities.Runtime;

/// <summary>The only registration of the runtime.</summary>
public static class RuntimeServices
{
    /// <summary>
    /// Adds the runtime and its workers. The host supplies, all as singletons: <see cref="IRuntimeDbFactory"/>, and as many as it
    /// likes of <see cref="Activity"/>, <see cref="IEffectHandler"/>, <see cref="IQuestionAnswerer"/> and <see cref="IOutboxSender"/>;
    /// and, unless time is the system's, <see cref="TimeProvider"/>. The database must be migrated before hosted services start, or by one
    /// registered before this.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <returns>The same.</returns>
    public static IServiceCollection AddRuntime(this IServiceCollection services)
    {
        AddOptions<CommitQueueOptions>(services, "Runtime:Commits");
        AddOptions<DefinitionOptions>(services, "Runtime:Definitions");
        AddOptions<EditingOptions>(services, "Runtime:Editing");
        AddOptions<OutgoingHttpOptions>(services, "Runtime:Http");
        AddOptions<InstanceOptions>(services, "Runtime:Instances");
        AddOptions<InterpreterOptions>(services, "Runtime:Interpreter");
        AddOptions<OutboxOptions>(services, "Runtime:Outbox");
        AddOptions<StimulusOptions>(services, "Runtime:Stimuli");
        AddOptions<TimerOptions>(services, "Runtime:Timers");

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ActivityCatalog(provider.GetServices<Activity>()));
        services.AddSingleton(provider => new Interpreter(
            provider.GetRequiredService<IOptions<InterpreterOptions>>().Value, provider.GetService<IResumeLinks>()));

        // Use cases are public and what they are made of is not, so they are made here.
        services.AddSingleton<OpenWork>();
        services.AddSingleton<RuntimePause>();
        services.AddSingleton<DueAlarms>();
        services.AddSingleton(provider => provider.GetRequiredService<DueAlarms>().TriggerChanges);
        services.AddSingleton(provider => new CommitQueue(
            provider.GetRequiredService<IRuntimeDbFactory>(),
            provider.GetRequiredService<IOptions<CommitQueueOptions>>(),
            provider.GetRequiredService<OpenWork>(),
            provider.GetRequiredService<DueAlarms>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CommitQueue>>()));
        services.AddSingleton<DefinitionProblems>();
        services.AddSingleton<ReadPool>();
        services.AddSingleton(provider => new DefinitionGraphs(
            provider.GetRequiredService<IRuntimeDbFactory>(),
            provider.GetRequiredService<ReadPool>(),
            provider.GetRequiredService<ActivityCatalog>(),
            provider.GetRequiredService<IOptions<DefinitionOptions>>()));
        AddEditing(services);
        AddDefinitions(services);
        services.AddSingleton<FindMissingActivities>();
        services.AddSingleton<InstanceGate>();
        services.AddSingleton<WatchInstances>();
        services.AddSingleton<CommitBurst>();
        services.AddSingleton(provider => new AnswerQuestions(
            provider.GetServices<IQuestionAnswerer>, provider.GetRequiredService<ILogger<AnswerQuestions>>()));
        services.AddSingleton<GuardedConnection>();
        services.AddSingleton<LiveHttpCalls>();
        services.AddSingleton<IQuestionAnswerer, SendHttpRequest>();
        services.AddSingleton<IQuestionAnswerer, AnswerHttpCall>();
        services.AddSingleton<QuarantineInstance>();
        services.AddSingleton<InstanceRun>();
        services.AddSingleton(provider => new StartInstance(
            provider.GetRequiredService<DefinitionGraphs>(), provider.GetRequiredService<InstanceRun>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ResumeInstance(
            provider.GetRequiredService<InstanceRun>(), provider.GetRequiredService<CommitQueue>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CancelInstance(provider.GetRequiredService<InstanceRun>()));
        services.AddSingleton(provider => new SendStimulus(
            provider.GetRequiredService<ReadPool>(),
            provider.GetRequiredService<CommitQueue>(),
            provider.GetRequiredService<StartInstance>(),
            provider.GetRequiredService<ResumeInstance>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<StimulusOptions>>()));
        services.AddSingleton(provider => new PublishEvent(
            provider.GetRequiredService<SendStimulus>(), provider.GetRequiredService<CommitQueue>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CompleteTask(provider.GetRequiredService<SendStimulus>()));
        AddInstances(services);
        services.AddSingleton<IQuestionAnswerer, FindWorkflow>();
        services.AddSingleton<IQuestionAnswerer, ExecuteChild>();
        services.AddSingleton<IOutboxSender, StartByTrigger>();
        services.AddSingleton<IOutboxSender, StartChild>();
        services.AddSingleton<IOutboxSender, CancelChildren>();
        services.AddSingleton<IOutboxSender, DeliverEvent>();
        services.AddSingleton<IOutboxSender, DeliverResume>();
        services.AddSingleton(provider => new RuntimeIdle(
            provider.GetRequiredService<IRuntimeDbFactory>(),
            provider.GetRequiredService<OpenWork>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetServices<IOutboxSender>()));

        // In this order: nothing is fired or sent before definitions are there.
        services.AddHostedService<RuntimeStart>();
        services.AddHostedService<AskAgain>();
        services.AddHostedService<TimerWorker>();
        services.AddHostedService<TriggerWorker>();
        services.AddHostedService<SweepStimuli>();
        services.AddHostedService<OutboxWorker>();
        return services;
    }

    private static void AddInstances(IServiceCollection services)
    {
        services.AddSingleton<FindInstances>();
        services.AddSingleton<TryActivity>();
        services.AddSingleton<ReadJournal>();
        services.AddSingleton<ReadActivityRecords>();
        services.AddSingleton<DeleteInstances>();
        services.AddSingleton<TransferInstances>();
        services.AddSingleton<DispatchInstances>();
        services.AddSingleton(provider => new RunAlterations(
            provider.GetRequiredService<FindInstances>(),
            provider.GetRequiredService<FindDefinitions>(),
            provider.GetRequiredService<DefinitionGraphs>(),
            provider.GetRequiredService<InstanceRun>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SubmitAlterationPlan>();
        services.AddSingleton<FindAlterationPlan>();
        services.AddSingleton<IOutboxSender, GenerateAlterationJobs>();
        services.AddSingleton<IOutboxSender, RunAlterationJob>();
        services.AddSingleton(provider => new DeadStimuli(
            provider.GetRequiredService<IRuntimeDbFactory>(),
            provider.GetRequiredService<CommitQueue>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<StimulusOptions>>()));
    }

    private static void AddDefinitions(IServiceCollection services)
    {
        services.AddSingleton<CheckDefinition>();
        services.AddSingleton<StoreDefinitions>();
        services.AddSingleton<FindDefinitions>();
        services.AddSingleton<FindConsumers>();
        services.AddSingleton<ListDefinitions>();
        services.AddSingleton(provider => new LoadDefinitions(
            provider.GetRequiredService<CommitQueue>(),
            provider.GetRequiredService<CheckDefinition>(),
            provider.GetRequiredService<RecordChanges>(),
            provider.GetRequiredService<DefinitionProblems>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<DefinitionOptions>>(),
            provider.GetRequiredService<ILogger<LoadDefinitions>>()));
        services.AddSingleton(provider => new RetractDefinition(
            provider.GetRequiredService<CommitQueue>(), provider.GetRequiredService<RecordChanges>()));
        services.AddSingleton(provider => new DeleteDefinitions(
            provider.GetRequiredService<CommitQueue>(), provider.GetRequiredService<RecordChanges>()));
        services.AddSingleton<RefreshTriggers>();
        services.AddSingleton(provider => new UpdateReferences(
            provider.GetRequiredService<IRuntimeDbFactory>(),
            provider.GetRequiredService<FindConsumers>(),
            provider.GetRequiredService<StoreDefinitions>(),
            provider.GetRequiredService<ActivityCatalog>()));
        services.AddSingleton(provider => new SaveDefinition(
            provider.GetRequiredService<StoreDefinitions>(), provider.GetRequiredService<UpdateReferences>(), provider.GetRequiredService<ActivityCatalog>()));
        services.AddSingleton(provider => new PublishDefinition(
            provider.GetRequiredService<IRuntimeDbFactory>(),
            provider.GetRequiredService<CheckDefinition>(),
            provider.GetRequiredService<CommitQueue>(),
            provider.GetRequiredService<UpdateReferences>(),
            provider.GetRequiredService<StoreDefinitions>()));
        services.AddSingleton(provider => new RevertDefinition(
            provider.GetRequiredService<IRuntimeDbFactory>(), provider.GetRequiredService<StoreDefinitions>(), provider.GetRequiredService<ActivityCatalog>()));
        services.AddSingleton(provider => new ImportDefinitions(
            provider.GetRequiredService<StoreDefinitions>(),
            provider.GetRequiredService<ActivityCatalog>(),
            provider.GetRequiredService<IOptions<DefinitionOptions>>()));
    }

    private static void AddEditing(IServiceCollection services)
    {
        services.AddSingleton<RecordChanges>();
        services.AddSingleton<EditLease>();
        services.AddSingleton<FourEyes>();
        services.AddSingleton<FindDraft>();
        services.AddSingleton<ListVersions>();
        services.AddSingleton<ListChanges>();
        services.AddSingleton<CompareDrafts>();
        services.AddSingleton<ReviewDraft>();
        services.AddSingleton(provider => new TakeOverDraft(
            provider.GetRequiredService<CommitQueue>(), provider.GetRequiredService<RecordChanges>()));
        services.AddSingleton(provider => new DeclinePublish(
            provider.GetRequiredService<CommitQueue>(), provider.GetRequiredService<RecordChanges>()));
        services.AddSingleton(provider => new RestoreDraft(
            provider.GetRequiredService<IRuntimeDbFactory>(), provider.GetRequiredService<StoreDefinitions>(), provider.GetRequiredService<ActivityCatalog>()));
    }

    private static void AddOptions<T>(IServiceCollection services, string section)
        where T : class =>
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
