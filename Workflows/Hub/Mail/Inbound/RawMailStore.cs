using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StrongCities.Hub.Persistence;
using StrongCities.Runtime.Persistence;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>Incoming messages as they came, encrypted, one file each in the data folder; for a bounded time.</summary>
internal sealed class RawMailStore(
    IOptions<StorageOptions> storage,
    IOptions<InboundOptions> options,
    IDataProtectionProvider protection,
    HubDbFactory databases,
    CommitQueue commits,
    TimeProvider clock)
{
    private readonly string folder = Path.Combine(Path.GetFullPath(storage.Value.DataFolder), "inbound");
    private readonly IDataProtector protector = protection.CreateProtector("StrongCities.Mail.Inbound");

    /// <summary>Keeps one. Its file is on the disk before a row names it.</summary>
    public async Task KeepAsync(string sha256, byte[] message, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        await File.WriteAllBytesAsync(temporary, protector.Protect(message), cancellation);
        File.Move(temporary, PathOf(sha256), overwrite: true);
    }

    /// <summary>Reads one.</summary>
    /// <returns>The message, or <see langword="null"/> when it is gone or its key is.</returns>
    public async Task<byte[]?> ReadAsync(string sha256, CancellationToken cancellation)
    {
        try
        {
            return protector.Unprotect(await File.ReadAllBytesAsync(PathOf(sha256), cancellation));
        }
        catch (Exception gone) when (gone is IOException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Deletes messages and sender addresses that are old enough, and spent addresses of ours.</summary>
    /// <returns>How many messages.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var before = now - options.Value.KeepRaw;
        await using var db = databases.Create(null);
        var old = await db.InboundMails.AsNoTracking().Where(mail => mail.HasRaw && mail.ReceivedAt < before)
            .Select(mail => mail.Sha256).Distinct().ToListAsync(cancellation);
        foreach (var sha256 in old)
        {
            File.Delete(PathOf(sha256));
        }

        return await commits.CommitAsync(
            async (unit, token) =>
            {
                await unit.Hub().MailGrants.Where(grant => grant.ExpiresAt < before).ExecuteDeleteAsync(token);
                return UnitResult.Keep(await unit.Hub().InboundMails.Where(mail => mail.HasRaw && mail.ReceivedAt < before)
                    .ExecuteUpdateAsync(set => set.SetProperty(mail => mail.HasRaw, false).SetProperty(mail => mail.From, ""), token));
            },
            cancellation);
    }

    private string PathOf(string sha256) => Path.Combine(folder, sha256);
}
