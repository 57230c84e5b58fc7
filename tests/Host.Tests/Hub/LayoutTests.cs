using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

/// <summary>Every definition that we ship is laid out to be read: in rows, each a phase, from left to right and from top to bottom.</summary>
public sealed class LayoutTests
{
    // Studio widens a box to its one-line description, at 5.81 px a character and 16 px of padding, and gives each way out 20 px of height at least.
    private const double CharacterWidth = 5.81;
    private const double Padding = 16;
    private const double PortHeight = 20;

    /// <summary>Room for the name of a way out and for the line that leaves it.</summary>
    private const double ColumnGap = 100;
    private const double RowGap = 40;
    private const int MaxCrossings = 8;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "workflow-definitions");

    public static TheoryData<string> Shipped => [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)!)];

    /// <summary>The main path of each, as its phases: one row each.</summary>
    private static Dictionary<string, string[][]> Phases { get; } = new()
    {
        ["technical-support-request.json"] =
        [
            ["ConfirmReceipt", "ToCompleteness", "CheckGaps"],
            ["ToTriage", "Triage", "OwnCase", "IsAssignment", "IsQuestion"],
            ["ToApproval", "Approval", "ToMatching", "Assign", "HandOver"],
            ["ToDelivery", "TellAccepted", "Deliver", "SendAnswer", "LetItSettle"],
            ["ToFeedback", "Feedback", "ToClosed", "TellClosed", "HalfYear", "FollowUp"],
        ],
        ["support-assignment.json"] =
        [
            ["ToConsulting", "Consult"],
            ["ToScoping", "DraftTerms", "KeepDraft", "AgreeTerms", "KeepAgreed"],
            ["Find", "ToApproval", "Approve", "Look", "IsDear", "IsPeer"],
            ["ToScheduled", "AskDays", "Plan"],
            ["ToDelivery", "TellAccepted", "WaitVisit", "ToReport", "WriteReport", "AcceptReport"],
            ["ToFeedback", "Sides", "AskCity", "KeepUse", "Joined", "Closure", "Helped"],
        ],
        ["find-helper.json"] = [["ToMatching", "Both", "Shortlist", "Next", "AskCandidate"], ["KeepAccepted", "CanVeto", "AskCity", "KeepHelping", "Found"]],
        ["opportunity-identification.json"] =
        [
            ["ToScanned", "Sort", "ToScreening", "Screening"],
            ["ToMatching", "Match", "ToReview", "Review"],
            ["ToAlerting", "Alert", "ToAwaiting", "Await"],
        ],
        ["opportunity-for-city.json"] =
        [
            ["Look", "ToAsked", "Both", "AskInterest"],
            ["KeepInterested", "ToWeighing", "RateSheet", "Weigh"],
            ["ToDeciding", "OwnMoney", "Decide", "OpenApplication", "ToWent", "Over", "End"],
        ],
        ["grant-application.json"] =
        [
            ["ToPreparing", "Plan", "Prepare", "TellPlan", "Both"],
            ["ToPartners", "Papers", "Look"],
            ["ToConcept", "WriteConcept", "ReviewConcept", "ToConceptOut", "AwaitConcept", "ToConceptIn", "AskInvited"],
            ["ToProposal", "LookWrite", "WriteProposal", "MarkWritten", "Review"],
            ["SignOff", "ToCheck", "LookCheck", "FinalCheck", "Freeze"],
            ["ToSubmitting", "TellSubmit", "AwaitProof", "TellIn", "ToPending", "AwaitDecision"],
            ["TellAwarded", "ToContracting", "Contract", "SignContract", "OpenAward", "ToAwarded"],
        ],
        ["internal-review.json"] = [["ToReview", "Look", "Three"]],
        ["partner-papers.json"] = [["Await", "MarkPapers", "Ready"]],
        ["sign-off.json"] = [["ToMayor", "Look", "Sign", "MarkSigned"], ["OwnMoney", "ToCouncil", "AskCouncil", "KeepNumber", "Signed"]],
        ["award-follow-up.json"] = [["ToImplementing", "TellOpened", "Wait"], ["ToAwardClosed", "TellClosed", "AskRelease", "Publish"]],
        ["risk-register.json"] =
        [
            ["ToDraft", "AwaitDraft", "ToInput", "AskDepartments"], ["ToWorkshop", "Workshop"], ["ToEndorsement", "Endorse", "KeepEndorsement"], ["ToActive", "Wait", "ToArchived"],
        ],
        ["hub-event.json"] =
        [
            ["ToIdea", "AwaitIdea", "ToPoll", "AskDates"], ["ToDate", "PickDate"], ["ToProgramme", "AwaitProgramme"], ["ToInvited", "Hold"], ["ToAttendance", "AskList", "AwaitList"],
            ["ToFeedback", "AskWorth"], ["ToFollowUp", "AwaitPromises", "AskReport", "TellReport", "ToClosed"],
        ],
        ["good-practice.json"] =
        [
            ["ToDraft", "Write", "Look"], ["ToRelease", "AskRelease", "KeepCity", "LookPeople"], ["ToReview", "Review", "ToPublic", "TellPublic"],
        ],
        ["reporting.json"] = [["Which", "HeadsUp"]],
    };

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_step_has_a_name_and_a_description_that_fit_its_box(string file)
    {
        foreach (var step in Activities(file))
        {
            var meta = step["metadata"]!;
            var (name, description) = ((string?)meta["displayText"] ?? "", (string?)meta["description"] ?? "");
            Assert.True(name.Length > 0 && description.Length > 10 && description[^1] == '.', $"{step["id"]}: '{name}', '{description}'");
            Assert.DoesNotMatch("[a-z][A-Z]", $"{name} {description}");
            Assert.True((description.Length * CharacterWidth) + Padding <= BoxOf(step).Width, $"{step["id"]}: '{description}' is wider than its box.");
        }
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void No_box_comes_too_near_another(string file)
    {
        var boxes = Activities(file).Select(BoxOf).ToList();
        Assert.All(boxes, box => Assert.True(box is { Width: >= 200, Height: >= 88 }, box.Id));
        var near = from a in boxes
                   from b in boxes
                   where string.CompareOrdinal(a.Id, b.Id) < 0 && a.Left < b.Right + ColumnGap && b.Left < a.Right + ColumnGap && a.Top < b.Bottom + RowGap && b.Top < a.Bottom + RowGap
                   select $"{a.Id} and {b.Id}";
        Assert.Empty(near);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task Every_way_out_has_room_for_its_name(string file)
    {
        await using var world = await HubWorld.StartAsync();
        var catalog = (Engine.Activities.ActivityCatalog)world.Services.GetService(typeof(Engine.Activities.ActivityCatalog))!;
        foreach (var step in Activities(file))
        {
            var choices = step["options"] is { } options ? JsonNode.Parse((string)options["expression"]!["value"]!)!.AsArray().Count : 0;
            // A workflow that is used as an activity is no type of the catalogue; it has one way out.
            var ways = choices + (catalog.Find((string)step["type"]!)?.Descriptor.Outcomes.Count ?? 1);
            Assert.True(BoxOf(step).Height >= ways * PortHeight, $"{step["id"]} has {ways} ways out.");
        }
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Each_phase_is_a_straight_row_and_the_phases_follow_from_top_to_bottom(string file)
    {
        Assert.True(Phases.TryGetValue(file, out var phases), $"Say in {nameof(Phases)} what the main path of {file} is.");
        var boxes = Activities(file).Select(BoxOf).ToDictionary(box => box.Id);
        var ways = Root(file)["connections"]!.AsArray().Select(way => (Source(way!), Target(way!))).ToHashSet();
        var path = phases.SelectMany(phase => phase).ToList();
        Assert.All(path.Zip(path.Skip(1)), pair => Assert.Contains(pair, ways));
        Assert.All(phases, phase => Assert.Single(phase.Select(id => boxes[id].Top).Distinct()));
        Assert.All(phases, phase => Assert.All(phase.Zip(phase.Skip(1)), pair => Assert.True(boxes[pair.First].Right < boxes[pair.Second].Left, pair.ToString())));
        Assert.All(phases.Zip(phases.Skip(1)), pair => Assert.True(boxes[pair.First[0]].Bottom < boxes[pair.Second[0]].Top));
        Assert.Single(phases.Select(phase => boxes[phase[0]].Left).Distinct());
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Few_lines_cross(string file)
    {
        var boxes = Activities(file).Select(BoxOf).ToDictionary(box => box.Id);
        var lines = Root(file)["connections"]!.AsArray().Select(way => (From: Source(way!), To: Target(way!), Points: PointsOf(way!, boxes))).ToList();
        var crossings = from a in Enumerable.Range(0, lines.Count)
                        from b in Enumerable.Range(a + 1, lines.Count - a - 1)
                        where lines[a].From != lines[b].From && lines[a].To != lines[b].To && Cross(lines[a].Points, lines[b].Points)
                        select $"{lines[a].From} to {lines[a].To} and {lines[b].From} to {lines[b].To}";
        Assert.InRange(crossings.Count(), 0, MaxCrossings);
    }

    private static JsonObject Root(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!["root"]!.AsObject();

    private static IEnumerable<JsonObject> Activities(string file) => Root(file)["activities"]!.AsArray().Select(step => step!.AsObject());

    private static string Source(JsonNode way) => (string)way["source"]!["activity"]!;

    private static string Target(JsonNode way) => (string)way["target"]!["activity"]!;

    private static Box BoxOf(JsonObject step)
    {
        var (position, size) = (step["metadata"]!["designer"]!["position"]!, step["metadata"]!["designer"]!["size"]!);
        return new((string)step["id"]!, Number(position["x"]), Number(position["y"]), Number(size["width"]), Number(size["height"]));
    }

    private static double Number(JsonNode? node) => double.Parse(node!.ToJsonString(), CultureInfo.InvariantCulture);

    /// <summary>From the right of one box over the bends to the left of the other; each way out leaves from the middle, which is near enough.</summary>
    private static List<(double X, double Y)> PointsOf(JsonNode way, Dictionary<string, Box> boxes)
    {
        var (source, target) = (boxes[Source(way)], boxes[Target(way)]);
        return
        [
            (source.Right, source.Top + (source.Height / 2)),
            .. way["vertices"]!.AsArray().Select(bend => (Number(bend!["x"]), Number(bend["y"]))),
            (target.Left, target.Top + (target.Height / 2)),
        ];
    }

    private static bool Cross(List<(double X, double Y)> a, List<(double X, double Y)> b) =>
        a.Zip(a.Skip(1)).Any(first => b.Zip(b.Skip(1)).Any(second =>
            Side(first, second.First) * Side(first, second.Second) < 0 && Side(second, first.First) * Side(second, first.Second) < 0));

    private static double Side(((double X, double Y) From, (double X, double Y) To) line, (double X, double Y) point) =>
        ((line.To.X - line.From.X) * (point.Y - line.From.Y)) - ((line.To.Y - line.From.Y) * (point.X - line.From.X));

    private sealed record Box(string Id, double Left, double Top, double Width, double Height)
    {
        public double Right => Left + Width;

        public double Bottom => Top + Height;
    }
}
