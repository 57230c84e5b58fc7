using System.Globalization;
using System.Text.Json.Nodes;
using StrongCities.Engine.Activities;
using StrongCities.Engine.Execution;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Instances;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Opportunities.Process;

/// <summary><c>StrongCities.WeighSheet</c>: makes one number of a filled-in sheet.</summary>
public sealed class WeighSheet : Activity
{
    private const string Talk = "Talk";
    private const string Clear = "Clear";

    /// <inheritdoc/>
    public override ActivityDescriptor Descriptor { get; } = new("StrongCities.WeighSheet")
    {
        Category = ProcessActivities.Category,
        DisplayName = "Weigh the sheet",
        Description = "Weighs factors that were rated from 0 to 10, keeps the result with the case and shows it to whoever decides. Between 47 and 58 of 100 the way out is Talk.",
        Inputs =
        [
            new("Ratings", "Object") { Description = "What was rated, by factor: the answers of an earlier task.", UIHint = "json-editor", IsRequired = true },
            new("Weights", "Object") { Description = "How much each factor counts, such as {\"Eligibility\": 2}.", UIHint = "json-editor", IsRequired = true },
        ],
        Outputs = [new("Score", "Int32", "0 to 100."), new("Band", "String", "HighlyUnlikely, Unlikely, Minimal, Borderline, Moderate or High.")],
        Outcomes = [Clear, Talk],
    };

    /// <inheritdoc/>
    public override void Execute(ActivityContext context)
    {
        var ratings = Numbers(context.Input<JsonObject>("Ratings")).ToDictionary(rated => rated.Key, rated => (int)rated.Value);
        var weights = Numbers(context.Input<JsonObject>("Weights")).ToDictionary(weight => weight.Key, weight => weight.Value);
        if (GoNoGoSheet.Of(ratings, weights) is not { } sheet)
        {
            context.Fault("The inputs 'Ratings' and 'Weights' must have at least one factor in common, rated from 0 to 10 and with a weight above 0.");
            return;
        }

        context.SetOutput("Score", sheet.Score);
        context.SetOutput("Band", sheet.Band.ToString());
        context.Emit(new SheetWeighed(sheet));
        context.Complete(sheet.Band == GoNoGoBand.Borderline ? Talk : Clear);
    }

    // A form gives texts, an expression numbers.
    private static IEnumerable<KeyValuePair<string, decimal>> Numbers(JsonObject? given)
    {
        foreach (var (name, value) in given ?? [])
        {
            if (decimal.TryParse(value?.ToString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            {
                yield return KeyValuePair.Create(name, number);
            }
        }
    }
}

/// <summary>A sheet was weighed.</summary>
/// <param name="Sheet">What it says.</param>
internal sealed record SheetWeighed(GoNoGoSheet Sheet) : HostEffect;

internal sealed class SheetWeighedHandler : EffectHandler<SheetWeighed>
{
    protected override async Task ApplyAsync(RuntimeDb db, SheetWeighed effect, EffectContext context, CancellationToken cancellation)
    {
        var about = await db.Hub().OpportunityCaseOfAsync(context, cancellation);
        about.Brief = about.Brief with { Sheet = effect.Sheet };
        db.Add(about.Line(context.Now, "Event.Sheet", null, true, effect.Sheet.Score.ToString(CultureInfo.InvariantCulture), $"Band.{effect.Sheet.Band}"));
    }
}
