using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Verification.Fingerprints;
using Tito.Tests.Unit.Rendering;

namespace Tito.Tests.Unit.Verification.Runs;

/// <summary>What makes prompts has a fingerprint each: whatever of it changes, that one changes.</summary>
public sealed class AssetFingerprintTests
{
    private static readonly Family Family = TinyModel.Family("{{ messages[0].content }}");
    private static readonly JsonElement True = JsonElement.Parse("true");

    [Fact]
    public void Of_AModel_NamesItsFamily()
    {
        Assert.Equal("tiny", Value(Family, null, AssetFingerprints.Family));
        Assert.Equal(
            $"tiny {Digest.Of("file"u8)}", Value(Family with { Declaration = Digest.Of("file"u8) }, null, AssetFingerprints.Family));
    }

    [Fact]
    public void Of_OtherArguments_IsAnother()
    {
        string[] values =
        [
            Value(Family, null, AssetFingerprints.Arguments),
            Value(Family, JsonElement.Parse("""{"a":true}"""), AssetFingerprints.Arguments),
            Value(Family with { FixedArguments = [new("a", True)] }, null, AssetFingerprints.Arguments),
            Value(Family with { FixedArguments = [new("b", True)] }, null, AssetFingerprints.Arguments),
            Value(Family with { FixedArguments = [new("b", JsonElement.Parse("false"))] }, null, AssetFingerprints.Arguments),
        ];

        Assert.Equal(values.Length, values.Distinct().Count());
        Assert.Equal(values[1], Value(Family, JsonElement.Parse("""{ "a": true }"""), AssetFingerprints.Arguments));
    }

    [Fact]
    public void Of_AnotherTemplate_ChangesThatAndTheGenesis() => Assert.Equal(
        ["genesis", "template"],
        FingerprintChange.Between(Of(Family), Of(Family with { FixedTemplate = "{{ messages[0].role }}" })).Select(change => change.Name));

    private static ImmutableArray<Fingerprint> Of(Family family, JsonElement? server = null) =>
        AssetFingerprints.Of(SessionModel.Load(family, TinyModel.Assets(), server));

    private static string Value(Family family, JsonElement? server, string name) => Of(family, server).Single(print => print.Name == name).Value;
}
