namespace StrongCities.Engine.Activities;

/// <summary>How flowcharts decide what runs next. One definition can behave differently under each.</summary>
public enum FlowchartMode
{
    /// <summary>By counting visits; a branch that was not followed is told onward. Elsa 3.8's default.</summary>
    CounterBased,

    /// <summary>By tokens on connections; each activity says in <c>customProperties.mergeMode</c> how it takes them.</summary>
    TokenBased,
}
