using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Completions;
using Tito.Tokenizers;

namespace Tito.Tests.Golden.Parsers;

/// <summary>What holds for every completion, whatever its tokens.</summary>
internal static class ParserLaws
{
    /// <summary>Every token has its part, and what is not malformed can be used.</summary>
    public static void AssertAccounts(ParsedCompletion message, int count)
    {
        var end = 0;
        foreach (var range in message.Parts)
        {
            Assert.Equal(end, range.Start);
            Assert.True(range.End > range.Start && Enum.IsDefined(range.Part));
            end = range.End;
        }

        Assert.Equal(count, end);
        Assert.NotEqual("", message.Reasoning);
        Assert.All(message.ToolCalls, call =>
        {
            Assert.NotEqual("", call.Name);
            Assert.Equal(IsObject(call.Arguments), !call.Malformed);
            Assert.True(message.Malformed || !call.Malformed);
        });
    }

    /// <summary>The text of tokens within reasoning or content is there, in order. At its edges a token may belong to two.</summary>
    public static void AssertKept(ParsedCompletion message, ImmutableArray<int> ids, Tokenizer tokenizer)
    {
        var (inReasoning, inContent) = (0, 0);
        foreach (var range in message.Parts)
        {
            for (var token = range.Start + 1; token < range.End - 1 && range.Part < CompletionPart.Calls; token++)
            {
                var text = tokenizer.Decode([ids[token]], skipSpecialTokens: false);
                if (text.Contains('\ufffd', StringComparison.Ordinal))
                {
                    continue; // Part of a character.
                }

                ref var at = ref range.Part == CompletionPart.Reasoning ? ref inReasoning : ref inContent;
                var whole = range.Part == CompletionPart.Reasoning ? message.Reasoning! : message.Content;
                at = whole.IndexOf(text, at, StringComparison.Ordinal) + text.Length;
                Assert.True(at >= text.Length, $"token {token} is lost: {text}");
            }
        }
    }

    /// <summary>A stream gives the same message, and its deltas make it.</summary>
    public static void AssertSame(ParsedCompletion whole, ImmutableArray<int> ids, ImmutableArray<int> split, CompletionReading stream)
    {
        var deltas = new List<CompletionDelta>();
        var start = 0;
        foreach (var count in split)
        {
            deltas.AddRange(stream.Append(ids.AsSpan().Slice(start, count)));
            start += count;
        }

        var (last, message) = stream.Finish();
        deltas.AddRange(last);
        Assert.All(deltas, delta => Assert.True(IsUnicode(delta.Text), $"half a character in {delta}"));
        Assert.Equal(ParsedText.Of(whole), ParsedText.Of(message));
        Assert.Equal(whole.ToolCalls.Select(call => call.Source), message.ToolCalls.Select(call => call.Source));
        Assert.Equal(whole.Parts, message.Parts);
        Assert.Equal(ParsedText.Plain(message), ParsedText.Of(deltas));
    }

    private static bool IsUnicode(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) && ++at > 0))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsObject(string text)
    {
        try
        {
            return JsonElement.Parse(text, new() { AllowDuplicateProperties = false, MaxDepth = 1000 }).ValueKind == JsonValueKind.Object;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
