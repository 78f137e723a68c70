using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Samples;
using Tito.Core.Tokens;

namespace Tito.Tests.Golden.Samples;

public sealed class SampleTests
{
    private static readonly Dictionary<string, JsonElement> Paths = SampleCorpus.Read("paths.jsonl");
    private static readonly Dictionary<string, JsonElement> Trees = SampleCorpus.Read("trees.jsonl");
    private static readonly Dictionary<string, JsonElement> Faults = SampleCorpus.Read("faults.jsonl");

    private static readonly SampleAssembler Assembler = new(ids => string.Concat(ids.ToArray().Select(id => $"[{id}]")));

    public static TheoryData<string, string> PathRuns => Runs(Paths);

    public static TheoryData<string, string> TreeRuns => Runs(Trees);

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(PathRuns))]
    public void Assemble_OnAPathOfTheCorpus_MakesTheOraclesSampleUnderALimit(string name, string limit)
    {
        var (item, run) = (Paths[name], SampleCorpus.Run(Paths[name], limit));

        var sample = Assembler.Assemble(Recordings.Path(item), Recordings.Ids(item, "accumulated_ids"), Limits(item, run));

        var path = Enumerable.Range(0, item.GetProperty("turns").GetArrayLength()).ToArray();
        AssertRun(run, sample is null ? [] : [(path, sample)], sample is null ? "all_truncated" : null);
    }

    [Theory]
    [MemberData(nameof(TreeRuns))]
    public void Collect_OnATreeOfTheCorpus_MakesTheOraclesSamplesUnderAPickerAndALimit(string name, string pickerAndLimit)
    {
        var (item, run) = (Trees[name], SampleCorpus.Run(Trees[name], pickerAndLimit));
        var picker = run.GetProperty("picker").GetString() switch
        {
            "all" => SamplePicker.All,
            "latest" => SamplePicker.Latest,
            _ => SamplePicker.DropRetries,
        };

        var set = new SampleCollector(Assembler, EndTokens.Unknown).Collect(Recordings.Tree(item), picker, Limits(item, run), []);

        AssertRun(run, [.. set.Samples.Select(leaf => (leaf.Path.Select(turn => turn.Sequence).ToArray(), leaf.Sample))], set.EmptyReason);
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Assemble_OnAContradictionOfTheCorpus_NamesWhatTheOracleNames(string name)
    {
        var item = Faults[name];

        var refused = Assert.Throws<SampleException>(
            () => Assembler.Assemble(Recordings.Path(item), Recordings.Ids(item, "accumulated_ids"), Limits(item, JsonElement.Parse("""{"max_seq_len":null}"""))));

        Assert.Equal(item.GetProperty("fault").GetString(), JsonNamingPolicy.SnakeCaseLower.ConvertName(refused.Fault.ToString()));
        Assert.All(Recordings.Ids(item, "numbers"), number => Assert.Matches($@"\b{Math.Abs(number)}\b", refused.Message));
    }

    private static TheoryData<string, string> Runs(Dictionary<string, JsonElement> cases) =>
        [.. cases.SelectMany(item => SampleCorpus.RunNames(item.Value).Select(run => (item.Key, run)))];

    private static void AssertRun(JsonElement run, ImmutableArray<(int[] Path, TrainingSample Sample)> samples, string? emptyReason)
    {
        Assert.Equal(run.GetProperty("samples").EnumerateArray().Select(SampleText.Of), samples.Select(sample => SampleText.Of(sample.Path, sample.Sample)));
        Assert.Equal(run.GetProperty("empty_reason").GetString(), emptyReason);

        // The oracle writes the whole file as well, by the format's rules and the trainer's field names.
        var file = SampleCodec.Encode(new([.. samples.Select(sample => new ReplySample(sample.Sample, null, _ => { }))], _ => { }, emptyReason));
        Assert.Equal(run.GetProperty("file_sha256").GetString(), Digest.Of(file).ToString());
    }

    private static SampleLimits Limits(JsonElement item, JsonElement run) => new()
    {
        MaxTrimTokens = item.GetProperty("max_trim_tokens").GetInt32(),
        MaxSequenceLength = run.GetProperty("max_seq_len") is { ValueKind: JsonValueKind.Number } limit ? limit.GetInt32() : null,
    };
}
