using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Tests.Teams;

public sealed class SealedAtRestTests
{
    private const string Planted = "CANARY-key-7f3a91-never-in-the-open";
    private const string PlantedId = "CANARY-id-52b0cc-never-in-the-open";

    [Fact]
    public async Task A_planted_key_is_in_no_file_of_the_database()
    {
        await using var stage = await TeamStage.SetAsync();
        // In write-ahead mode what was just written lies in a second file.
        await stage.Data.ReadAsync(null, db => db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL"));
        await stage.AddKeyAsync(Planted, label: "marker-of-this-test");
        await stage.Keys.AddAsync(stage.AdaInClinic, new ApiKeyCredentials.Secret(PlantedId, Planted), null, TeamStage.Facts);

        var folder = Path.GetDirectoryName(stage.Data.Path)!;
        var text = string.Concat(Directory.GetFiles(folder).Select(ReadShared));
        Assert.Contains("marker-of-this-test", text, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Planted)), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_box_copied_to_another_team_does_not_open_there()
    {
        await using var stage = await TeamStage.SetAsync();
        var clinics = await stage.AddKeyAsync(Planted);
        var bakerys = Assert.IsType<ApiKeyAnswer.Added>(
            await stage.Keys.AddAsync(stage.BobInBakery, new ApiKeyCredentials.Static("bakery-key"), null, TeamStage.Facts)).ApiKeyId;
        var box = (await stage.Data.ReadAsync(stage.Clinic.Id, db => db.ApiKeys.SingleAsync(k => k.Id == clinics))).SealedKey;
        await stage.Data.WriteAsync(stage.Bakery.Id, async db => (await db.ApiKeys.SingleAsync(k => k.Id == bakerys)).SealedKey = box);

        // Not even when the thief copies the data key's wrapping along.
        await Assert.ThrowsAnyAsync<CryptographicException>(() => stage.Keys.OpenAsync(bakerys));
        await stage.Data.WriteAsync(null, async db => (await db.Teams.FindAsync(stage.Bakery.Id))!.WrappedKey = stage.Clinic.WrappedKey);
        stage.Data.Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => stage.Keys.OpenAsync(bakerys));
        Assert.Equal(new ApiKeyCredentials.Static(Planted), await stage.Keys.OpenAsync(clinics));
    }

    [Fact]
    public async Task A_box_moved_to_another_field_does_not_open()
    {
        await using var stage = await TeamStage.SetAsync();
        var pair = new ApiKeyCredentials.Secret("id-of-pair", "key-of-pair");
        var id = Assert.IsType<ApiKeyAnswer.Added>(await stage.Keys.AddAsync(stage.AdaInClinic, pair, null, TeamStage.Facts)).ApiKeyId;
        await stage.Data.WriteAsync(stage.Clinic.Id, async db =>
        {
            var row = await db.ApiKeys.SingleAsync(k => k.Id == id);
            return (row.SealedKey, row.SealedSecretId) = (row.SealedSecretId!, row.SealedKey);
        });
        await Assert.ThrowsAnyAsync<CryptographicException>(() => stage.Keys.OpenAsync(id));
    }

    [Fact]
    public void Credentials_print_nothing_of_themselves()
    {
        ApiKeyCredentials[] both = [new ApiKeyCredentials.Static(Planted), new ApiKeyCredentials.Secret(PlantedId, Planted)];
        foreach (var credentials in both)
        {
            Assert.DoesNotContain("CANARY", $"{credentials} {JsonSerializer.Serialize<object>(credentials)}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_short_key_shows_none_of_itself_and_the_fingerprint_is_keyed()
    {
        await using var stage = await TeamStage.SetAsync();
        var key = await stage.AddKeyAsync("short");
        Assert.Equal("", (await stage.KeyAsync(key)).LastFour);
        var fingerprint = stage.Data.Get<ApiKeySeal>().FingerprintOf(new ApiKeyCredentials.Static("short"));
        await using var other = await TeamStage.SetAsync();
        Assert.NotEqual(fingerprint, other.Data.Get<ApiKeySeal>().FingerprintOf(new ApiKeyCredentials.Static("short")));
    }

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }
}
