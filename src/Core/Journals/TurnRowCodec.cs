using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>Turns to rows and back. Stored bytes depend on no model asset.</summary>
/// <remarks>Pure and thread-safe.</remarks>
public static class TurnRowCodec
{
    /// <summary>The row of a turn.</summary>
    public static TurnRow Encode(Turn turn)
    {
        var content = turn.Content;
        return new()
        {
            Format = content.DigestVersion == TurnDigestVersion.One ? TurnRow.UnboundInputsFormat : TurnRow.CurrentFormat,
            Sequence = turn.Sequence,
            Parent = turn.Parent?.Sequence ?? -1,
            ReplacedCount = content.ReplacedCount,
            Messages = turn.TakeMessagesJson(),
            PromptOrigins = LittleEndian.FromInt32(
                [.. content.PromptSegments.SelectMany(segment => new[] { (int)segment.Origin, segment.Ids.Length })]),
            PromptIds = LittleEndian.FromSegments(content.PromptSegments),
            CompletionIds = LittleEndian.FromInt32(content.Completion.Ids.AsSpan()),
            Logprobs = LittleEndian.FromSingle(content.Completion.Logprobs.AsSpan()),
            FinishReason = content.FinishReason,
            RoutedExpertsShape = content.RoutedExperts is { } rows ? LittleEndian.FromInt32([rows.StartRow, rows.Layers, rows.TopK]) : [],
            RoutedExperts = content.RoutedExperts?.Bytes ?? default,
            Exchange = ExchangeJson.Encode(content.Exchange),
            Request = CanonicalJson.ToBytes(content.Exchange.Request),
            Response = CanonicalJson.ToBytes(content.Exchange.Response),
            Engine = content.Exchange.Engine ?? "",
            Inputs = TurnColumnsJson.Inputs(content.Inputs),
            End = TurnColumnsJson.End(content.Stop, content.End),
            Digest = turn.Digest,
        };
    }

    /// <summary>The content that a row holds.</summary>
    /// <exception cref="FormatException">The row is of another format version, or its fields contradict each other.</exception>
    public static TurnContent Decode(TurnRow row)
    {
        if (row.Format is < TurnRow.OneEngineFormat or > TurnRow.CurrentFormat)
        {
            throw new FormatException(
                $"The row has format {row.Format}; this release reads {TurnRow.OneEngineFormat} to {TurnRow.CurrentFormat}.");
        }

        try
        {
            var messages = ChatMessage.ParseList(JsonElement.Parse(row.Messages.Span), "messages");
            var (request, response) = (JsonElement.Parse(row.Request.Span), JsonElement.Parse(row.Response.Span));
            RequireObject(request, "request");
            RequireObject(response, "response");
            var exchange = ExchangeJson.Decode(JsonElement.Parse(row.Exchange.Span), request, response);
            var isOld = row.Format == TurnRow.OneEngineFormat;
            var (stop, end) = TurnColumnsJson.ReadEnd(row.End);
            return new()
            {
                Appended = [.. messages.SkipLast(1)],
                Assistant = messages[^1],
                ReplacedCount = row.ReplacedCount,
                PromptSegments = DecodeSegments(row),
                Completion = TokenSegment.Sampled(LittleEndian.ToInt32(row.CompletionIds.Span), LittleEndian.ToSingle(row.Logprobs.Span)),
                FinishReason = row.FinishReason,
                RoutedExperts = DecodeExperts(row),
                Stop = stop,
                End = end,
                DigestVersion = row.Format <= TurnRow.UnboundInputsFormat ? TurnDigestVersion.One : TurnDigestVersion.Two,
                Inputs = isOld ? FormatOne.Inputs(request) : TurnColumnsJson.ReadInputs(row.Inputs),
                Exchange = isOld
                    ? exchange with { ResponseId = FormatOne.ResponseId(response) }
                    : exchange with { Engine = row.Engine.Length == 0 ? null : row.Engine },
            };
        }
        catch (Exception broken) when (broken is JsonException or MessageException or ArgumentException or OverflowException
            or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException(broken.Message, broken);
        }
    }

    /// <summary>Whoever shows a request relies on that it is one.</summary>
    private static void RequireObject(JsonElement json, string column)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{column} is no JSON object.");
        }

        JsonText.RequireValid(json, column);
    }

    private static ImmutableArray<TokenSegment> DecodeSegments(TurnRow row)
    {
        var runs = LittleEndian.ToInt32(row.PromptOrigins.Span);
        var ids = LittleEndian.ToInt32(row.PromptIds.Span);
        var segments = ImmutableArray.CreateBuilder<TokenSegment>(runs.Length / 2);
        var start = 0;
        for (var i = 0; i + 1 < runs.Length; i += 2)
        {
            segments.Add(TokenSegment.Given(DecodeOrigin(runs[i]), ids.Slice(start, runs[i + 1])));
            start += runs[i + 1];
        }

        return start == ids.Length && runs.Length % 2 == 0
            ? segments.DrainToImmutable()
            : throw new FormatException($"The origins cover {start} of {ids.Length} prompt tokens.");
    }

    private static RoutedExperts? DecodeExperts(TurnRow row)
    {
        var shape = LittleEndian.ToInt32(row.RoutedExpertsShape.Span);
        return (shape.Length, row.RoutedExperts.Length) switch
        {
            (0, 0) => null,
            (3, _) => new(shape[0], shape[1], shape[2], row.RoutedExperts),
            _ => throw new FormatException(
                $"A shape of {shape.Length} numbers does not describe {row.RoutedExperts.Length} bytes of routed experts."),
        };
    }

    private static TokenOrigin DecodeOrigin(int number) => Enum.IsDefined((TokenOrigin)number)
        ? (TokenOrigin)number
        : throw new FormatException($"{number} is not an origin of a token.");
}
