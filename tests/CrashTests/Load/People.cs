using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace StrongCities.Crash.Tests.Load;

/// <summary>Cities that ask, and the hub's people who open the links of their mails and decide.</summary>
internal sealed partial class People(Uri host, Ledger ledger, SmtpSink post, TimeProvider clock)
{
    private const int Notice = 300;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<string, string> signInLinks = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> tasks = new();
    private int busy;

    /// <summary>Whether nobody has a task's link in hand.</summary>
    public bool Rest => tasks.IsEmpty && Volatile.Read(ref busy) == 0;

    /// <summary>Whose tasks are taken, by address; the hub's people unless given.</summary>
    public Func<string, bool> Decides { get; init; } =
        to => to.StartsWith("advisor", StringComparison.Ordinal) || to.StartsWith("lead", StringComparison.Ordinal);

    /// <summary>Links of tasks that nobody has opened yet.</summary>
    public int Waiting => tasks.Count;

    /// <summary>Takes the link of a task.</summary>
    /// <param name="link">Its path.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake([NotNullWhen(true)] out string? link) => tasks.TryDequeue(out link);

    /// <summary>Hands links from the sink to whom they are for.</summary>
    public async Task SortAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var letter in post.Letters.ReadAllAsync(stop))
            {
                foreach (var url in Links().Matches(letter.Text).Select(match => new Uri(match.Value)))
                {
                    if (url.AbsolutePath.StartsWith("/sign-in/", StringComparison.Ordinal))
                    {
                        signInLinks[letter.To] = url.PathAndQuery;
                    }
                    else if (url.AbsolutePath.StartsWith("/t/", StringComparison.Ordinal) && Decides(letter.To))
                    {
                        tasks.Enqueue(url.AbsolutePath);
                        break;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    /// <summary>A city signs in and asks, again and again.</summary>
    /// <param name="email">Its coordinator.</param>
    /// <param name="chance">Its choices.</param>
    /// <param name="stop">Ask no more.</param>
    /// <param name="end">The run is over.</param>
    public async Task CityAsync(string email, Random chance, CancellationToken stop, CancellationToken end)
    {
        using var caller = new Caller(host);
        try
        {
            await SignInAsync(caller, email, end);
            while (!stop.IsCancellationRequested)
            {
                await AskAsync(caller, chance, end);
                await Task.Delay(Glance * chance.Next(1, 10), TimeProvider.System, end);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    /// <summary>Somebody at the hub takes one link after the other and decides.</summary>
    /// <param name="chance">Their choices.</param>
    /// <param name="end">The run is over.</param>
    public async Task DeskAsync(Random chance, CancellationToken end)
    {
        try
        {
            while (true)
            {
                Interlocked.Increment(ref busy);
                if (tasks.TryDequeue(out var link))
                {
                    using var caller = new Caller(host);
                    await DecideAsync(caller, link, chance, end);
                    Interlocked.Decrement(ref busy);
                }
                else
                {
                    Interlocked.Decrement(ref busy);
                    await Task.Delay(Glance, TimeProvider.System, end);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    /// <summary>A city signs in by the link of a mail.</summary>
    public async Task SignInAsync(Caller caller, string email, CancellationToken end)
    {
        while (true)
        {
            var page = await caller.UntilAnsweredAsync(HttpMethod.Get, "/sign-in", null, end);
            var form = Caller.FormWith(page.Text, "Email")!.Hidden;
            form["Email"] = email;
            signInLinks.TryRemove(email, out _);
            await caller.UntilAnsweredAsync(HttpMethod.Post, "/sign-in", () => new FormUrlEncodedContent(form), end);
            string? link;
            while (!signInLinks.TryGetValue(email, out link))
            {
                await Task.Delay(Glance, TimeProvider.System, end);
            }

            var shown = await caller.UntilAnsweredAsync(HttpMethod.Get, link, null, end);
            if (Caller.FormWith(shown.Text, "__RequestVerificationToken") is null)
            {
                continue;
            }

            var button = new Dictionary<string, string> { ["__RequestVerificationToken"] = TokenOf(shown.Text) };
            var done = await caller.SendAsync(HttpMethod.Post, link, () => new FormUrlEncodedContent(button));
            if (done is { Status: 302 or 303 })
            {
                return;
            }
        }
    }

    /// <summary>A city that is signed in sends a request, until it is taken.</summary>
    public async Task AskAsync(Caller caller, Random chance, CancellationToken end)
    {
        var page = await caller.UntilAnsweredAsync(HttpMethod.Get, "/requests/new", null, end);
        if (Caller.FormWith(page.Text, "FormId") is not { } form)
        {
            ledger.Complaints.Enqueue($"/requests/new answered {page.Status} {page.Location} to a signed-in city");
            await Task.Delay(Glance, TimeProvider.System, end);
            return;
        }

        var fields = form.Hidden;
        fields["Form.Title"] = "Safer ways to school";
        fields["Form.Lane"] = chance.Next(3) == 0 ? "Question" : "ShortAdvice";
        fields["Form.Problem"] = "Three crossings near schools have had accidents since spring.";
        fields["Form.Wish"] = "A day with somebody who has done it elsewhere.";
        fields["Form.WishedBy"] = clock.GetUtcNow().AddDays(Notice).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        fields["Form.Authority"] = "The mayor and the department of transport.";
        var id = fields["FormId"];
        while (true)
        {
            // Impatient people press twice; the form is one all the same.
            var replies = await Task.WhenAll(Enumerable.Range(0, chance.Next(4) == 0 ? 2 : 1)
                .Select(_ => caller.SendAsync(HttpMethod.Post, "/requests/new", () => Multipart(fields))));
            foreach (var reply in replies)
            {
                var accepted = reply.Location?.StartsWith("/requests/", StringComparison.Ordinal) == true;
                Ledger.Note(ledger.Requests, id, accepted ? Fate.Accepted : reply.Fate == Fate.Refused ? Fate.Refused : Fate.Unknown);
                if (reply.Status is >= 200 and < 500 && !accepted)
                {
                    ledger.Complaints.Enqueue($"A complete form was answered {reply.Status} {reply.Location}: {Caller.ProblemsOf(reply.Text)}");
                    return;
                }
            }

            if (ledger.Requests[id] == Fate.Accepted)
            {
                return;
            }

            await Task.Delay(Glance, TimeProvider.System, end);
        }
    }

    private async Task DecideAsync(Caller caller, string link, Random chance, CancellationToken end)
    {
        var opened = await caller.UntilAnsweredAsync(HttpMethod.Get, link, null, end);
        if (opened.Location is not { } path)
        {
            ledger.Complaints.Enqueue($"A task's link was answered {opened.Status}");
            return;
        }

        path = path.Split('?')[0];
        while (true)
        {
            var page = await caller.UntilAnsweredAsync(HttpMethod.Get, path, null, end);
            if (Caller.FormWith(page.Text, "Decision.SeenVersion") is not { } form)
            {
                // Over, or another has decided.
                return;
            }

            var fields = Filled(form, chance);
            var grant = path.Split('/')[^1];
            var replies = await Task.WhenAll(Enumerable.Range(0, chance.Next(4) == 0 ? 2 : 1)
                .Select(_ => caller.SendAsync(HttpMethod.Post, path, () => new FormUrlEncodedContent(fields))));
            foreach (var reply in replies)
            {
                Ledger.Note(ledger.Decisions, grant, reply.Status is 302 or 303 ? Fate.Accepted : reply.Status is > 0 and < 500 ? Fate.Refused : reply.Fate);
            }

            if (replies.All(reply => reply.Status == 400))
            {
                ledger.Complaints.Enqueue("A decision page answered 400");
                return;
            }

            await Task.Delay(Glance, TimeProvider.System, end);
        }
    }

    /// <summary>Fills a task's form as somebody in a hurry does.</summary>
    /// <param name="form">As the page has it.</param>
    /// <param name="chance">One of eight is declined.</param>
    /// <returns>What the button sends.</returns>
    public static Dictionary<string, string> Filled(Form form, Random chance)
    {
        var fields = form.Hidden;
        foreach (var choices in form.Radios.GroupBy(radio => radio.Name, radio => radio.Value))
        {
            fields[choices.Key] = choices.Last();
        }

        var options = form.Radios.Where(radio => radio.Name == "Decision.Option").Select(radio => radio.Value).ToList();
        if (options.Count > 0)
        {
            // Mostly onwards; some are declined, with a reason.
            fields["Decision.Option"] = chance.Next(8) == 0 ? "Decline" : options[0];
        }

        foreach (var area in form.Areas)
        {
            fields[area] = "We met the schools and agreed on a plan.";
        }

        foreach (var number in form.Numbers)
        {
            fields[number] = "3";
        }

        foreach (var (name, last) in form.Selects)
        {
            fields[name] = last;
        }

        return fields;
    }

    private static MultipartFormDataContent Multipart(Dictionary<string, string> fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        return content;
    }

    private static string TokenOf(string page) => Token().Matches(page).Last().Groups[1].Value;

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Links();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
