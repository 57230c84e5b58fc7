using MediatR;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Engine.Activities;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.People;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Persistence.Sqlite;
using StrongCities.Hub.Pipeline;
using StrongCities.Hub.Tasks;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub;

/// <summary>Registers the business and the runtime under it: the one call a host makes.</summary>
public static class HubServices
{
    /// <summary>
    /// Adds the hub. Expects an <c>IConfiguration</c> (sections <c>Storage, Attachments, Tasks, SignIn</c>), logging and a
    /// <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="services">The host's.</param>
    /// <returns>The same.</returns>
    public static IServiceCollection AddHub(this IServiceCollection services)
    {
        AddOptions<StorageOptions>(services, "Storage");
        AddOptions<AttachmentOptions>(services, "Attachments");
        AddOptions<TaskOptions>(services, "Tasks");
        AddOptions<SignInOptions>(services, "SignIn");

        services.AddSingleton<HubDbFactory, SqliteDbFactory>();
        services.AddSingleton<IRuntimeDbFactory>(provider => provider.GetRequiredService<HubDbFactory>());
        // For identity's stores only; use cases make their own contexts, with a viewer.
        services.AddScoped(provider => provider.GetRequiredService<HubDbFactory>().Create(null));

        services.AddSingleton<AttachmentStore>();
        services.AddHostedService<AttachmentSweeper>();
        services.AddSingleton<TaskDoor>();
        services.AddSingleton<TaskDecider>();
        services.AddSingleton<TaskMail>();
        AddUseCases(services);
        return services;
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

    private static void AddOptions<T>(IServiceCollection services, string section)
        where T : class =>
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
