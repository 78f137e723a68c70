using System.Globalization;
using System.Text;
using Tito.Core.Tokens;

namespace Tito.Core.Journals;

/// <summary>One turn as every journal stores it, format version 1 to 3. docs/journal.md describes the fields for people.</summary>
/// <remarks>Arrays are little-endian; JSON is UTF-8 in canonical form.</remarks>
public sealed record TurnRow
{
    /// <summary>The version of the row format that this release writes.</summary>
    public const int CurrentFormat = 3;

    /// <summary>The version of rows whose digest does not bind <see cref="Inputs"/>; otherwise it is the present one.</summary>
    public const int UnboundInputsFormat = 2;

    /// <summary>The version before there was more than one engine: its rows have none of the columns that are not required here.</summary>
    public const int OneEngineFormat = 1;

    /// <summary>The beginning of the name of a turn's row.</summary>
    internal const string NamePrefix = "turn-";

    /// <summary>The version of the row format.</summary>
    public required int Format { get; init; }

    /// <summary>The turn's place in the order of commits, 0 or more.</summary>
    public required int Sequence { get; init; }

    /// <summary>The sequence of the parent turn, or -1 for a root.</summary>
    public required int Parent { get; init; }

    /// <summary>How many of the last tokens of the parent's completion gave way to <see cref="PromptIds"/>, 0 or more.</summary>
    public required int ReplacedCount { get; init; }

    /// <summary>A JSON array: the appended messages, then the assistant message.</summary>
    public required ReadOnlyMemory<byte> Messages { get; init; }

    /// <summary>Pairs of int32: an origin and how many of <see cref="PromptIds"/> have it.</summary>
    public required ReadOnlyMemory<byte> PromptOrigins { get; init; }

    /// <summary>int32 <c>[n]</c>: the tokens between what is left of the parent's buffer and the completion.</summary>
    public required ReadOnlyMemory<byte> PromptIds { get; init; }

    /// <summary>int32 <c>[m]</c>: the sampled tokens.</summary>
    public required ReadOnlyMemory<byte> CompletionIds { get; init; }

    /// <summary>float32 <c>[m]</c>: their logprobs.</summary>
    public required ReadOnlyMemory<byte> Logprobs { get; init; }

    /// <summary>Why the engine stopped.</summary>
    public required string FinishReason { get; init; }

    /// <summary>int32 <c>[3]</c>: first row, layers and top_k of <see cref="RoutedExperts"/>; empty when the turn has none.</summary>
    public required ReadOnlyMemory<byte> RoutedExpertsShape { get; init; }

    /// <summary>int32 <c>[rows, layers, top_k]</c>: the experts that worked on each token.</summary>
    public required ReadOnlyMemory<byte> RoutedExperts { get; init; }

    /// <summary>A JSON object: times, prefix-cache counters and weight version of the exchange.</summary>
    public required ReadOnlyMemory<byte> Exchange { get; init; }

    /// <summary>A JSON object: the request without what the turn itself holds.</summary>
    public required ReadOnlyMemory<byte> Request { get; init; }

    /// <summary>A JSON object: the answer without what the turn itself holds.</summary>
    public required ReadOnlyMemory<byte> Response { get; init; }

    /// <summary>The name of the engine's wire; empty when a recording does not say. From format 2 on.</summary>
    public string Engine { get; init; } = "";

    /// <summary>A JSON object: tools and template arguments; empty when there are none. From format 2 on.</summary>
    public ReadOnlyMemory<byte> Inputs { get; init; }

    /// <summary>
    /// A JSON object: what the engine says it stopped at, and how the turn ended; empty when neither is known. From format 2 on.
    /// </summary>
    public ReadOnlyMemory<byte> End { get; init; }

    /// <summary>The turn's link of the digest chain.</summary>
    public required Digest Digest { get; init; }

    /// <summary>The length of the fields that have no bound of their own, in bytes of memory.</summary>
    public long ByteCount => (long)Messages.Length + PromptOrigins.Length + PromptIds.Length + CompletionIds.Length + Logprobs.Length
        + Encoding.UTF8.GetByteCount(FinishReason) + RoutedExperts.Length + Exchange.Length + Request.Length + Response.Length
        + Encoding.UTF8.GetByteCount(Engine) + Inputs.Length + End.Length;

    /// <summary>The name of the row of a turn, as <c>turn-00000003</c>.</summary>
    public static string Name(int sequence) => string.Create(CultureInfo.InvariantCulture, $"{NamePrefix}{sequence:D8}");
}
