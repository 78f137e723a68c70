using System.IO.Compression;
using System.Security.Cryptography;
using Tito.Core.Journals;

namespace Tito.Tests.Unit.Journals;

/// <summary>
/// The journals that the last release of version 2 wrote, and what that release answered about them (their PROVENANCE.md has it for
/// people).
/// </summary>
internal static class VersionTwo
{
    /// <summary>The sessions that were served.</summary>
    public static readonly string[] Served = ["closed", "cut-off", "experts", "linear", "loose", "rolled-back", "tools", "tree"];

    private static readonly Dictionary<string, string> Sha256 = new()
    {
        ["sessions.db.gz"] = "32ffb2bf8d34f2c6575a7744807d3bfd357814ae829f7cfdb2557cac804d6d9a",
        ["rows.json.gz"] = "98d6f920138dc71e9e4411ee5b463a458dff149e7f1e17b771ad674820703548",
        ["sqlite-answers.zip"] = "6ff24271c322257e3da54532f78941274dda85f4d967c6babf4f75b873f7d22e",
        ["azure-answers.zip"] = "b6ac1811fa40610564bc0ba628b1070ef048d5d356f1afa6c6a1cda990a6e629",
    };

    /// <summary>A file that was compressed with gzip.</summary>
    public static byte[] Unpack(string name)
    {
        using var packed = new GZipStream(new MemoryStream(Read(name)), CompressionMode.Decompress);
        using var file = new MemoryStream();
        packed.CopyTo(file);
        return file.ToArray();
    }

    /// <summary>What the release answered about a store's sessions, by the file's name, such as <c>tools.session.json</c>.</summary>
    /// <param name="store"><c>sqlite</c> or <c>azure</c>.</param>
    public static IReadOnlyDictionary<string, byte[]> Answers(string store)
    {
        using var archive = new ZipArchive(new MemoryStream(Read($"{store}-answers.zip")));
        return archive.Entries.ToDictionary(entry => entry.Name, entry =>
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    /// <summary>Holds the sessions that no server served against what was stored.</summary>
    public static Task AssertReadAsync(IJournal journal, CancellationToken cancellationToken) =>
        VersionOne.AssertReadAsync(journal, lastUsedAt: Intents.Start.AddMinutes(1), cancellationToken);

    private static byte[] Read(string name)
    {
        var bytes = File.ReadAllBytes(Support.Repository.PathTo("tests", "Golden", "corpus", "journal", "v2", name));
        Assert.Equal(Sha256[name], Convert.ToHexStringLower(SHA256.HashData(bytes)));
        return bytes;
    }
}
