using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tito.Server.Access;
using Tito.Server.Options;
using Tito.Tests.Integration.CommandLine;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Access;

/// <summary>The file of keys, and <c>tito key</c>, which makes its entries.</summary>
public sealed class KeyFileTests
{
    private const string Sha256 = "2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683"; // printf key | sha256sum

    [Fact]
    public void Read_TakesEachFieldOfAKey()
    {
        var key = Assert.Single(Read($$"""
            [{"name":"team-a","sha256":"{{Sha256}}","scopes":["use","read"],"requests_per_minute":600,"concurrent":64}]
            """));

        Assert.Equal(new AccessKey("team-a", Sha256, AccessScopes.Use | AccessScopes.Read) { RequestsPerMinute = 600, Concurrent = 64 }, key);
        Assert.Equal(Sha256, AccessKey.Hash("key"));
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("{}", "keys must be an array")]
    [InlineData("[]", "keys must be one key or more")]
    [InlineData("[1]", "keys[0] must be an object")]
    [InlineData("[{}]", "keys[0].name must be a string")]
    [InlineData("""[{"name":"a b","sha256":"SHA","scopes":["use"]}]""", "keys[0].name must be")]
    [InlineData("""[{"name":"\ud800","sha256":"SHA","scopes":["use"]}]""", "keys[0].name")]
    [InlineData("""[{"name":"a","sha256":"short","scopes":["use"]}]""", "keys[0].sha256 must be")]
    [InlineData("""[{"name":"a","sha256":"SHA","scopes":["all"]}]""", "keys[0].scopes[0] must be use, read or admin")]
    [InlineData("""[{"name":"a","sha256":"SHA","scopes":[]}]""", "keys[0].scopes must be one scope or more")]
    [InlineData("""[{"name":"a","sha256":"SHA","scopes":["use"],"concurrent":0}]""", "keys[0].concurrent must be 1 or more")]
    [InlineData("""[{"name":"a","sha256":"SHA","scopes":["use"],"key":"secret"}]""", "keys[0].key is not known")]
    [InlineData("""[{"name":"a","sha256":"SHA","scopes":["use"]},{"name":"b","sha256":"SHA","scopes":["use"]}]""", "twice")]
    public void Read_OfAnotherForm_SaysWhere(string text, string what)
    {
        var refused = Assert.Throws<OptionException>(() => Read(text.Replace("SHA", Sha256, StringComparison.Ordinal)));

        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfNoFile_SaysSo() => Assert.Contains(
        "--api-keys (or TITO_API_KEYS) takes a file of keys, and nowhere.json cannot be used",
        Assert.Throws<OptionException>(() => KeyFile.Read("nowhere.json")).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Command_MakesAKeyAndTheEntryOfItsDigest()
    {
        var made = await TitoCommand.RunAsync("", "key", "team-a", "--scopes", "use,admin", "--concurrent", "3");

        var (key, entry) = (made.Error.Trim(), JsonElement.Parse(made.Lines.Single()));
        Assert.Equal((0, 48), (made.ExitCode, key.Length)); // "tito_" and 32 bytes in base64url
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))), entry.GetProperty("sha256").GetString());
        Assert.Equal(("team-a", AccessScopes.Use | AccessScopes.Admin, 3), Read($"[{entry}]") is [var read] ? (read.Name, read.Scopes, read.Concurrent) : default);
    }

    [Fact]
    public async Task Command_WithANameThatIsNone_EndsWith2() =>
        Assert.Equal((2, ""), ((await TitoCommand.RunAsync("", "key", "a b")) is var made ? (made.ExitCode, made.Output) : default));

    private static ImmutableArray<AccessKey> Read(string text)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("keys.json"), text);
        return KeyFile.Read(folder.File("keys.json"));
    }
}
