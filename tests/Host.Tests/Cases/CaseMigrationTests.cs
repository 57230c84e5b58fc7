using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Assistance;
using StrongCities.Hub.Persistence;
using StrongCities.Hub.Persistence.Sqlite;
using StrongCities.Hub.Tasks;
using Xunit;

namespace StrongCities.Host.Tests.Cases;

/// <summary>A request and all that hangs on it, stored before there were cases of other kinds, is there afterwards.</summary>
public sealed class CaseMigrationTests
{
    private static readonly Guid Request = new("0197AAAA-0000-7000-8000-000000000001");
    private static readonly Guid Asker = new("0197AAAA-0000-7000-8000-000000000002");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_an_earlier_request_is_lost()
    {
        var folder = Directory.CreateTempSubdirectory("strongcities-cases-");
        var databases = new SqliteDbFactory(Options.Create(new StorageOptions { DataFolder = folder.FullName }));
        await using (var old = databases.Create(null))
        {
            await old.GetService<IMigrator>().MigrateAsync("MailWordings", Token);
            await old.Database.ExecuteSqlRawAsync(OldRows, Token);
        }

        await databases.MigrateAsync(Token);

        await using (var db = databases.Create(null))
        {
            var request = await db.Requests.SingleAsync(Token);
            Assert.Equal((Request, "WB-2026-0007", Asker, "form-1"), (request.Id, request.Number, request.OpenedById!.Value, request.FormId));
            Assert.Equal(Form, request.Form);
            Assert.Equal((CaseStatus.Triage, true, "Safe schools"), (request.Status, request.IsConfidential, request.Title));
            Assert.Same(request, await db.Cases.SingleAsync(Token));

            var task = await db.Tasks.Include(t => t.Seats).SingleAsync(Token);
            Assert.Equal((Request, 1, TaskState.Open), (task.CaseId, task.Seats.Count, task.State));
            Assert.Equal(Request, (await db.Mails.SingleAsync(Token)).CaseId);
            Assert.Equal(Request, (await db.InboundMails.SingleAsync(Token)).CaseId);
            Assert.Equal(["Kumanovo"], (await db.CaseEvents.SingleAsync(e => e.CaseId == Request, Token)).Values);
            Assert.Equal(Request, (await db.Recusals.SingleAsync(Token)).CaseId);
            var file = await db.Attachments.SingleAsync(f => f.CaseId == Request, Token);
            Assert.Equal("Approve", (await db.Decisions.SingleAsync(d => d.TaskId == task.Id, Token)).Option);
            Assert.Equal(7, (await db.CaseSeries.FindAsync([request.HubId, SupportRequest.Series, 2026], Token))!.Last);

            // Links and reply addresses of mails that are under way hold the digest as it was made then.
            var then = JsonSerializer.SerializeToUtf8Bytes(new { task.Id, task.Title, task.Text, task.Note, task.Options, task.Fields, form = Form, files = new[] { file.Sha256 } });
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(then)), TaskPages.DigestOf(task, request, [file]));

            var broken = await db.Database.SqlQueryRaw<string>("SELECT \"table\" AS Value FROM pragma_foreign_key_check").ToListAsync(Token);
            Assert.Empty(broken);
            var kinds = await db.Database.SqlQueryRaw<string>("SELECT Kind AS Value FROM Cases").ToListAsync(Token);
            Assert.Equal(["Request"], kinds);
        }

        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private static RequestForm Form { get; } = new()
    {
        Title = "Safe schools", Lane = Lane.Urgent, Problem = "Two clashes.", Wish = "A visit.", WishedBy = new DateOnly(2026, 12, 1), Confidential = true,
    };

    private const string OldRows = """
        INSERT INTO Hubs (Id, Key, Name, NumberPrefix, Calendar, TimeZone, Email)
          VALUES ('0197AAAA-0000-7000-8000-00000000000A', 'wb', 'WB', 'WB', 'BE', 'Europe/Brussels', 'hub@example.org');
        INSERT INTO Cities (Id, HubId, Key, Name, Country, Calendar, TimeZone, Language, Population)
          VALUES ('0197AAAA-0000-7000-8000-00000000000B', '0197AAAA-0000-7000-8000-00000000000A', 'kumanovo', 'Kumanovo', 'MK', 'MK', 'Europe/Skopje', 'mk', 1);
        INSERT INTO People (Id, HubId, CityId, Email, Name, Language, Roles, IsActive, CreatedAt, Notices, RefusesSurveys)
          VALUES ('0197AAAA-0000-7000-8000-000000000002', '0197AAAA-0000-7000-8000-00000000000A', '0197AAAA-0000-7000-8000-00000000000B', 'a@example.org', 'Arta', 'mk', 1, 1, 0, 'AtOnce', 0);
        INSERT INTO CaseSeries (HubId, Year, Last) VALUES ('0197AAAA-0000-7000-8000-00000000000A', 2026, 7);
        INSERT INTO Requests (Id, HubId, CityId, Number, FormId, Status, StatusSince, SubmittedById, SubmittedAt, InstanceId, Form_Title, Form_Lane, Form_Problem, Form_Wish, Form_WishedBy, Form_Confidential)
          VALUES ('0197AAAA-0000-7000-8000-000000000001', '0197AAAA-0000-7000-8000-00000000000A', '0197AAAA-0000-7000-8000-00000000000B', 'WB-2026-0007', 'form-1', 'Triage', 0,
            '0197AAAA-0000-7000-8000-000000000002', 0, 'instance-1', 'Safe schools', 'Urgent', 'Two clashes.', 'A visit.', '2026-12-01', 1);
        INSERT INTO Tasks (Id, HubId, CityId, RequestId, InstanceId, BookmarkId, ActivityId, Kind, Asks, Assignee, MailKind, Title, Text, Options, Fields, OpenedAt, IsUrgent, RepliesDecide, CanWithdraw, State, Version)
          VALUES ('task-1', '0197AAAA-0000-7000-8000-00000000000A', '0197AAAA-0000-7000-8000-00000000000B', '0197AAAA-0000-7000-8000-000000000001', 'instance-1', 'b', 'a', 'Decision', 'Hub', 'HubLead',
            'C7', 'Task.Approval', '', '[{{"Key":"Approve","NeedsComment":false}}]', '[]', 0, 0, 1, 0, 'Open', 1);
        INSERT INTO TaskSeats (Id, TaskId, PersonId, Step) VALUES ('0197AAAA-0000-7000-8000-000000000003', 'task-1', '0197AAAA-0000-7000-8000-000000000002', 0);
        INSERT INTO Decisions (TaskId, PersonId, Option, Fields, Channel, SeenDigest, SeenVersion, SteppedUp, At, Before, Hash, Position)
          VALUES ('task-1', '0197AAAA-0000-7000-8000-000000000002', 'Approve', '{{}}', 'link', 'x', 1, 0, 0, '', '', 0);
        INSERT INTO Mails (Id, HubId, RequestId, TaskId, Key, Kind, ToPersonId, ToEmail, Language, Subject, Text, Digest, MessageId, State, QueuedAt)
          VALUES ('0197AAAA-0000-7000-8000-000000000004', '0197AAAA-0000-7000-8000-00000000000A', '0197AAAA-0000-7000-8000-000000000001', 'task-1', 'k', 'C7',
            '0197AAAA-0000-7000-8000-000000000002', 'a@example.org', 'mk', 's', 't', 'd', 'm', 'Sent', 0);
        INSERT INTO InboundMails (Id, RequestId, TaskId, Mailbox, UidValidity, Uid, MessageId, Sha256, Length, ReceivedAt, Kind, State, Reason, "From", IsAnswered, HasRaw)
          VALUES ('0197AAAA-0000-7000-8000-000000000005', '0197AAAA-0000-7000-8000-000000000001', 'task-1', 'inbox', 1, 1, 'm2', 'x', 1, 0, 'Human', 'Done', 'Noted', '', 0, 0);
        INSERT INTO CaseEvents (HubId, CityId, RequestId, At, Key, "Values", CitySees)
          VALUES ('0197AAAA-0000-7000-8000-00000000000A', '0197AAAA-0000-7000-8000-00000000000B', '0197AAAA-0000-7000-8000-000000000001', 0, 'Event.Submitted', '["Kumanovo"]', 1);
        INSERT INTO Recusals (Id, RequestId, PersonId, TaskId, At)
          VALUES ('0197AAAA-0000-7000-8000-000000000006', '0197AAAA-0000-7000-8000-000000000001', '0197AAAA-0000-7000-8000-000000000002', 'task-1', 0);
        INSERT INTO Attachments (Id, HubId, CityId, RequestId, FileName, ContentType, Length, Sha256, UploadedById, UploadedAt)
          VALUES ('0197AAAA-0000-7000-8000-000000000007', '0197AAAA-0000-7000-8000-00000000000A', '0197AAAA-0000-7000-8000-00000000000B', '0197AAAA-0000-7000-8000-000000000001', 'f.pdf',
            'application/pdf', 1, 'abc', '0197AAAA-0000-7000-8000-000000000002', 0);
        """;
}
