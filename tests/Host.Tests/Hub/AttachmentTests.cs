using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Cases;
using Xunit;

namespace StrongCities.Host.Tests.Hub;

public sealed class AttachmentTests
{
    private static readonly byte[] Pdf = "%PDF-1.7 x"u8.ToArray();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[], string?> Types => new()
    {
        { "letter.pdf", Pdf, "application/pdf" },
        { "letter.exe", Pdf, "application/pdf" },
        { "a.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0], "image/png" },
        { "a.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0], "image/jpeg" },
        { "a.txt", "Писмо"u8.ToArray(), "text/plain" },
        { "a.csv", "a,b\n1,2"u8.ToArray(), "text/csv" },
        { "a.docx", Zip("[Content_Types].xml", "word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "a.xlsx", Zip("[Content_Types].xml", "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "a.odt", Zip("mimetype=application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text" },
        { "a.docx", Zip("anything.xml"), null },
        { "a.jar", Zip("META-INF/MANIFEST.MF"), null },
        { "a.pdf", "MZ\0\0program"u8.ToArray(), null },
        { "a.txt", [0xC3, 0x28], null },
        { "a.pdf", [(byte)'P', (byte)'K', 3, 4, 9, 9], null },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void The_content_tells_the_type(string name, byte[] content, string? type) => Assert.Equal(type, FileTypes.Of(new MemoryStream(content), name));

    [Theory]
    [InlineData(2, 10, null)]
    [InlineData(4, 10, "Problem.TooManyFiles")]
    [InlineData(1, 2001, "Problem.FileTooLarge")]
    [InlineData(3, 1500, "Problem.FilesTooLarge")]
    [InlineData(1, 0, "Problem.FileEmpty")]
    public async Task Limits_refuse_the_whole_form(int count, int length, string? problem)
    {
        await using var world = await HubWorld.StartAsync(("Attachments:MaxBytes", "2000"), ("Attachments:MaxTotalBytes", "4000"), ("Attachments:MaxCount", "3"));
        var files = Enumerable.Range(0, count).Select(i => File($"{i}.txt", Encoding.ASCII.GetBytes(new string((char)('a' + i), length)))).ToList();
        var result = await world.SendAsync(new SubmitRequest(await world.CoordinatorAsync(), "f", HubWorld.CompleteForm(), files));
        await using var db = world.Db();
        if (problem is null)
        {
            Assert.IsType<Submitted>(result);
            Assert.Equal(count, await db.Attachments.CountAsync(Token));
        }
        else
        {
            Assert.Equal(problem, Assert.Single(Assert.IsType<SubmitInvalid>(result).Problems).Key);
            Assert.False(await db.Requests.AnyAsync(Token));
        }

        Assert.Empty(Directory.GetFiles(world.DataFolder, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_comes_back_as_it_was_sent_under_a_clean_name()
    {
        await using var world = await HubWorld.StartAsync();
        var viewer = await world.CoordinatorAsync();
        await world.SendAsync(new SubmitRequest(viewer, "f", HubWorld.CompleteForm(), [File("..\\..\\etc/le\u202Etter\n.pdf", Pdf)]));
        await using var db = world.Db();
        var row = await db.Attachments.SingleAsync(Token);
        Assert.Equal("letter.pdf", row.FileName);
        var opened = await world.SendAsync(new OpenAttachment(viewer, row.Id));
        await using var content = opened!.Content;
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, Token);
        Assert.Equal(Pdf, copy.ToArray());
    }

    [Fact]
    public async Task On_behalf_of_somebody_needs_a_letter()
    {
        await using var world = await HubWorld.StartAsync();
        var form = HubWorld.CompleteForm() with { OnBehalfOf = "A village" };
        var id = await world.SubmitAsync(form);
        var (page, access) = await world.OpenTaskAsync(id);
        Assert.Equal(["Gap.Letter"], page.Gaps);
        await world.SendAsync(new CompleteRequest(access, form, [File("letter.pdf", Pdf)], page.Task.Version));
        Assert.Equal(CaseStatus.Triage, await world.StatusAsync(id));
    }

    [Fact]
    public async Task Orphans_are_swept_after_a_day_and_named_files_stay()
    {
        await using var world = await HubWorld.StartAsync();
        var store = world.Services.GetRequiredService<AttachmentStore>();
        await world.SendAsync(new SubmitRequest(await world.CoordinatorAsync(), "f", HubWorld.CompleteForm(), [File("kept.pdf", Pdf)]));
        await store.KeepAsync([File("orphan.txt", "orphan"u8.ToArray())], [], Token);
        world.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await store.SweepAsync(Token));
        world.Clock.Advance(TimeSpan.FromHours(2));
        var swept = await store.SweepAsync(Token);
        Assert.InRange(swept, 0, 1);
        Assert.Single(Directory.GetFiles(Path.Combine(world.DataFolder, "attachments")));
    }

    private static Upload File(string name, byte[] content) => new(name, content.Length, () => new MemoryStream(content));

    private static byte[] Zip(params string[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                using var stream = zip.CreateEntry(entry.Split('=')[0]).Open();
                stream.Write(Encoding.ASCII.GetBytes(entry.Split('=')[^1]));
            }
        }

        return bytes.ToArray();
    }
}
