using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Tokenizers;
using Tito.Core.Tokens;

namespace Tito.Core.Splicing;

/// <summary>
/// The incremental recipe: the history is neither rendered nor tokenized again. What the appended messages add is rendered behind a
/// small dummy conversation; the tokens of that difference follow the buffer, with the family's patch between them.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TurnSplicer : ITurnSplicer
{
    private static readonly ChatMessage DummySystem =
        ChatMessage.Parse(JsonElement.Parse("""{"role":"system","content":"dummy system"}"""), "dummy");

    private readonly ChatRenderer _renderer;
    private readonly BoundaryPatch _patch;

    /// <summary>A splicer for a model.</summary>
    /// <param name="renderer">The model's renderer; its family gives the boundary rule.</param>
    /// <exception cref="AssetException">The boundary rule's token is missing from the tokenizer.</exception>
    public TurnSplicer(ChatRenderer renderer)
    {
        _renderer = renderer;
        _patch = new(renderer.Family, renderer.Tokenizer);
    }

    /// <inheritdoc/>
    /// <exception cref="RenderException">The template failed on these messages.</exception>
    /// <exception cref="MessageException">A message has content that cannot be rendered.</exception>
    public SpliceOutcome Splice(SpliceRequest request) => request.Prefix.Count == 0 ? First(request) : Continue(request);

    private SpliceOutcome.Spliced First(SpliceRequest request)
    {
        var ids = Encode(Render(request, [.. request.Stored, .. request.Appended], generate: true));
        return new(ids, [TokenSegment.Given(TokenOrigin.Prompt, ids)]);
    }

    private SpliceOutcome Continue(SpliceRequest request)
    {
        ChatMessage[] dummy = [DummySystem, DummyAssistant(request.Stored)];
        var shorter = Render(request, dummy, generate: false);
        var longer = Render(request, [.. dummy, .. request.Appended], generate: true);
        if (!longer.StartsWith(shorter, StringComparison.Ordinal))
        {
            var at = shorter.AsSpan().CommonPrefixLength(longer);
            return new SpliceOutcome.NotAppendOnly(at, Excerpt(shorter, at), Excerpt(longer, at));
        }

        ImmutableArray<TokenSegment> segments =
            [.. _patch.After(request.Prefix), TokenSegment.Given(TokenOrigin.Environment, Encode(longer[shorter.Length..]))];
        return new SpliceOutcome.Spliced(Concatenate(request.Prefix, segments), segments);
    }

    /// <summary>
    /// The assistant turn before the appended messages. It keeps the tool calls of the last stored one, because some templates look
    /// back for the call that a tool result answers.
    /// </summary>
    private static ChatMessage DummyAssistant(IReadOnlyList<ChatMessage> stored)
    {
        var calls = stored.LastOrDefault(message => message.Role == Role.Assistant)?.Field("tool_calls");
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("role", "assistant");
            json.WriteString("content", "");
            json.WriteString("reasoning_content", " ");
            if (calls is { ValueKind: JsonValueKind.Array } kept)
            {
                json.WritePropertyName("tool_calls");
                kept.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return ChatMessage.Parse(JsonElement.Parse(bytes.ToArray()), "dummy");
    }

    private string Render(SpliceRequest request, IReadOnlyList<ChatMessage> messages, bool generate) => _renderer.Render(new()
    {
        Messages = messages,
        Tools = request.Tools,
        Arguments = request.Arguments,
        AddGenerationPrompt = generate,
        Now = request.Now,
    });

    private ImmutableArray<int> Encode(string text) => _renderer.Encode(text);

    private static ImmutableArray<int> Concatenate(TokenBuffer prefix, ImmutableArray<TokenSegment> segments)
    {
        var ids = new int[prefix.Count + segments.Sum(segment => segment.Ids.Length)];
        prefix.CopyIdsTo(ids);
        var end = prefix.Count;
        foreach (var segment in segments)
        {
            segment.Ids.AsSpan().CopyTo(ids.AsSpan(end));
            end += segment.Ids.Length;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(ids);
    }

    private static string Excerpt(string text, int start) => text.Substring(start, Math.Min(SpliceOutcome.ExcerptLength, text.Length - start));
}
