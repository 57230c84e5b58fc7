using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using Xunit;
using static StrongCities.Engine.Tests.Workbench;

namespace StrongCities.Engine.Tests.Execution;

public sealed class TriggerTests
{
    [Fact]
    public void A_definitions_triggers_are_those_that_may_start_it()
    {
        var reading = Triggers("'City' + getRegion()");

        var trigger = Assert.Single(reading.Triggers);
        Assert.Equal(("Starts", StimulusHash.Of(Event.TypeName, Event.Payload("CityNorth"))), (trigger.ActivityId, trigger.Hash));
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public void A_trigger_without_a_value_is_a_problem_with_its_mend()
    {
        var problem = Assert.Single(Triggers("nowhere.x").Problems);

        Assert.Equal("Workflow1:Flow1:Starts", problem.Place);
        Assert.Contains("published", problem.Mend, StringComparison.Ordinal);
    }

    private static TriggerReading Triggers(string eventName)
    {
        var starts = Activity("Starts", "Elsa.Event", ("eventName", Script(eventName)), ("canStartWorkflow", true));
        var bench = new Workbench(Definition(Flowchart([starts, Wait("InTheMiddle")], "Starts>InTheMiddle"), Variable("Region", "String", "North")));
        return new Interpreter(new InterpreterOptions()).Triggers(bench.Graph, Monday);
    }
}
