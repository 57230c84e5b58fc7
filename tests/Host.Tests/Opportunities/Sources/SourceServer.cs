using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StrongCities.Host.Tests.Opportunities.Sources;

/// <summary>A server on this machine that offers opportunities in every good and bad way. It remembers what it was asked for.</summary>
internal sealed class SourceServer : IAsyncDisposable
{
    public const string Feed = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0"><channel><title>News</title>
          <item><guid>a</guid><title>Youth &amp; sport</title><link>https://example.org/a</link><pubDate>Mon, 07 Sep 2026 10:00:59 GMT</pubDate>
            <description>&lt;p&gt;Safe &lt;b&gt;schools&lt;/b&gt;&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>
          <item><guid>b</guid><title>Bridges</title><link>javascript:alert(1)</link></item>
          <item><guid>c</guid><title>Wells</title></item>
        </channel></rss>
        """;

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> calls = new();

    public SourceServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0", "http://127.0.0.2:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MinResponseDataRate = null);
        app = builder.Build();
        app.Use(async (http, next) =>
        {
            Saw.Enqueue($"{http.Request.Host}{http.Request.Path}");
            Secrets.Enqueue(http.Request.Headers["X-API-Key"].ToString());
            await next();
        });
        MapGood();
        MapBad();
        MapPages();
    }

    public ConcurrentQueue<string> Saw { get; } = new();

    public ConcurrentQueue<string> Secrets { get; } = new();

    /// <summary>Where it may be reached.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The same server where it must not be.</summary>
    public string Inner { get; private set; } = "";

    /// <summary>Lets what hangs go on.</summary>
    public TaskCompletionSource Gate { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the CommonGrants interface has: records as JSON.</summary>
    public List<string> Grants { get; } = [];

    /// <summary>What it says that there are in all, when that is not what there is.</summary>
    public int? GrantsSaid { get; set; }

    public static string Grant(string id, string title, string closes) => $$$$"""
        {"id":"{{{{id}}}}","title":"{{{{title}}}}","status":{"value":"open"},"description":"","createdAt":"2026-08-01T08:00:00Z","lastModifiedAt":"2026-08-02T08:00:00Z",
         "keyDates":{"closeDate":{"eventType":"singleDate","name":"Deadline","date":"{{{{closes}}}}"}}}
        """;

    public async Task StartAsync()
    {
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        Address = addresses.Single(address => address.Contains("127.0.0.1", StringComparison.Ordinal));
        Inner = addresses.Single(address => address.Contains("127.0.0.2", StringComparison.Ordinal));
    }

    public int CallsOf(string path) => Saw.Count(seen => seen.EndsWith(path, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        Gate.TrySetResult();
        await app.StopAsync(new CancellationToken(true));
        await app.DisposeAsync();
    }

    public static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    public static string EuPage(int total, params string[] records) =>
        $$"""{"totalResults":{{total}},"results":[{{string.Join(',', records)}}]}""";

    public static string EuRecord(string reference, string deadline = "2026-10-02T17:00:59.000+0000", string title = "A call") =>
        $$$"""{"reference":"{{{reference}}}","metadata":{"identifier":["{{{reference}}}-ID"],"title":["{{{title}}}"],"status":["31094502"],"type":["1"],"deadlineDate":["{{{deadline}}}"]}}""";

    private static Task Xml(HttpContext http, string text) => Write(http, "application/rss+xml", Encoding.UTF8.GetBytes(text));

    private static async Task Write(HttpContext http, string type, byte[] body)
    {
        http.Response.ContentType = type;
        await http.Response.Body.WriteAsync(body);
    }

    private int Call(HttpContext http) => calls.AddOrUpdate(http.Request.Path, 1, (_, before) => before + 1);

    private void MapGood()
    {
        app.Map("/feed", (HttpContext http) => Xml(http, Feed));
        app.Map("/marked", (HttpContext http) =>
        {
            http.Response.Headers.ETag = "\"one\"";
            if (http.Request.Headers.IfNoneMatch == "\"one\"")
            {
                http.Response.StatusCode = 304;
                return Task.CompletedTask;
            }

            return Xml(http, Feed);
        });
        app.Map("/packed", (HttpContext http) =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            return Write(http, "application/atom+xml", Gzip(Encoding.UTF8.GetBytes(Feed)));
        });
        app.Map("/once500", (HttpContext http) => Call(http) == 1 ? Status(http, 500) : Xml(http, Feed));
        app.Map("/once429", (HttpContext http) =>
        {
            http.Response.Headers.RetryAfter = "1";
            return Call(http) == 1 ? Status(http, 429) : Xml(http, Feed);
        });
        app.Map("/secret", (HttpContext http) => Xml(http, Feed));
        app.Map("/twice", (HttpContext http) => Xml(http, Feed.Replace("<guid>b<", "<guid>a<", StringComparison.Ordinal)));
        app.Map("/boom", (HttpContext http) => Xml(http, Feed.Replace("Bridges", SourceWorld.Unstorable, StringComparison.Ordinal)));
        app.Map("/gated", async (HttpContext http) =>
        {
            await Gate.Task.WaitAsync(http.RequestAborted);
            await Xml(http, Feed);
        });
    }

    private static Task Status(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private void MapBad()
    {
        app.Map("/hang", (HttpContext http) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        app.Map("/stall", async (HttpContext http) =>
        {
            await Xml(http, Feed[..300]);
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        app.Map("/drip", async (HttpContext http) =>
        {
            http.Response.ContentType = "application/rss+xml";
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync("<"u8.ToArray(), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                await Task.Delay(20, http.RequestAborted);
            }
        });
        app.Map("/cut", async (HttpContext http) =>
        {
            http.Response.ContentLength = 5_000;
            await Xml(http, Feed[..300]);
            await http.Response.Body.FlushAsync();
            http.Abort();
        });
        app.Map("/huge", async (HttpContext http) =>
        {
            http.Response.ContentType = "application/rss+xml";
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(new byte[100_000], http.RequestAborted);
            }
        });
        app.Map("/gzipbomb", (HttpContext http) =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            return Write(http, "application/rss+xml", Gzip(new byte[4_000_000]));
        });
        app.Map("/nested", (HttpContext http) =>
        {
            http.Response.Headers.ContentEncoding = "gzip, gzip";
            return Write(http, "application/rss+xml", Gzip(Gzip(Encoding.UTF8.GetBytes(Feed))));
        });
        app.Map("/loop", (HttpContext http) => http.Response.Redirect("/loop"));
        app.Map("/to", (HttpContext http, string url) => http.Response.Redirect(url));
        app.Map("/html", (HttpContext http) => Write(http, "text/html", "<h1>Sign in</h1>"u8.ToArray()));
        app.Map("/plainjson", (HttpContext http) => Write(http, "application/json", "{\"results\":[{"u8.ToArray()));
        app.Map("/noxml", (HttpContext http) => Xml(http, Feed[..400]));
        app.Map("/laughs", (HttpContext http) => Xml(http, $"""<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss><item><guid>1</guid><title>&b;</title></item></rss>"""));
        app.Map("/external", (HttpContext http) => Xml(http, $"""<!DOCTYPE rss SYSTEM "{Address}/leak"><rss><item><guid>1</guid><title>x</title></item></rss>"""));
        app.Map("/charset", (HttpContext http) => Write(http, "application/rss+xml", Encoding.Latin1.GetBytes(Feed.Replace("Wells", "Br\u00fccken", StringComparison.Ordinal))));
        app.Map("/busy", (HttpContext http) =>
        {
            http.Response.Headers.RetryAfter = "7200";
            return Status(http, 429);
        });
        app.Map("/always500", (HttpContext http) => Status(http, 500));
    }

    private void MapPages()
    {
        app.Map("/common-grants/opportunities", GrantsPage);
        app.Map("/eu/mid", (HttpContext http) => Page(http) == 1
            ? Json(http, EuPage(4, EuRecord("one"), EuRecord("two")))
            : Status(http, 500));
        app.Map("/eu/same", (HttpContext http) => Json(http, EuPage(1_000_000, EuRecord("one"), EuRecord("two"))));
        app.Map("/eu/new", (HttpContext http) => Json(http, EuPage(1_000_000, EuRecord($"r{Page(http)}"))));
        app.Map("/eu/faulty", (HttpContext http) => Json(http, EuPage(
            5, EuRecord("good"), EuRecord("date", deadline: "2026-02-31T00:00:00"), EuRecord("untitled", title: ""), """{"metadata":{}}""", "17")));
        app.Map("/gg/search2", (HttpContext http) => Json(http, """
            {"errorcode":0,"data":{"hitCount":2,"oppHits":[
              {"id":"1","number":"N-1","title":"One &amp; only","agency":"A","openDate":"07/23/2026","closeDate":"08/30/2026","oppStatus":"posted"},
              {"id":"2","number":"N-2","title":"Two","agency":"A","openDate":"07/23/2026","closeDate":"","oppStatus":"paused"}]}}
            """));
        app.Map("/gg/fetchOpportunity", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var asked = await reader.ReadToEndAsync();
            await (asked.Contains(":1}", StringComparison.Ordinal)
                ? Json(http, """{"errorcode":0,"data":{"id":1,"opportunityTitle":"One","synopsis":{"synopsisDesc":"&lt;p&gt;Help&lt;/p&gt;","awardCeiling":"500000","responseDate":"Sep 30, 2026 12:00:00 AM EDT","applicantTypes":[{"description":"City or township governments"}]}}}""")
                : Status(http, 404));
        });
    }

    // Pages as CommonGrants 0.4.0 has them.
    private Task GrantsPage(HttpContext http)
    {
        var (page, size) = (int.Parse(http.Request.Query["page"]!, CultureInfo.InvariantCulture), int.Parse(http.Request.Query["pageSize"]!, CultureInfo.InvariantCulture));
        return Json(http, $$$"""
            {"status":200,"message":"Success","items":[{{{string.Join(',', Grants.Skip((page - 1) * size).Take(size))}}}],
             "paginationInfo":{"page":{{{page}}},"pageSize":{{{size}}},"totalItems":{{{GrantsSaid ?? Grants.Count}}},"totalPages":{{{(Grants.Count + size - 1) / size}}}}}
            """);
    }

    private static int Page(HttpContext http) => int.Parse(http.Request.Query["pageNumber"]!, CultureInfo.InvariantCulture);

    private static Task Json(HttpContext http, string json) => Write(http, "application/json", Encoding.UTF8.GetBytes(json));
}
