using System.Runtime.InteropServices;
using Tito.Core.Journals;
using Tito.Storage.Rows;

namespace Tito.Storage.Sqlite;

/// <summary>Turns as columns: a field each, however long it is.</summary>
internal static class TurnColumns
{
    /// <summary>Puts a turn into a row.</summary>
    public static void Write(IDictionary<string, object?> row, TurnRow turn)
    {
        row["sequence"] = turn.Sequence;
        row["format"] = turn.Format;
        row["parent"] = turn.Parent;
        row["replaced_count"] = turn.ReplacedCount;
        row["messages"] = Whole(turn.Messages);
        row["prompt_origins"] = turn.PromptOrigins.ToArray();
        row["prompt_ids"] = Whole(turn.PromptIds);
        row["completion_ids"] = turn.CompletionIds.ToArray();
        row["logprobs"] = turn.Logprobs.ToArray();
        row["finish_reason"] = turn.FinishReason;
        row["routed_experts_shape"] = turn.RoutedExpertsShape.ToArray();
        row["routed_experts"] = Whole(turn.RoutedExperts);
        row["exchange"] = turn.Exchange.ToArray();
        row["request"] = turn.Request.ToArray();
        row["response"] = turn.Response.ToArray();
        row["digest"] = turn.Digest.ToByteArray();
        if (turn.Format > TurnRow.OneEngineFormat)
        {
            row["engine"] = turn.Engine.Length == 0 ? null : turn.Engine;
            row["inputs"] = turn.Inputs.IsEmpty ? null : turn.Inputs.ToArray();
            row["ending"] = turn.End.IsEmpty ? null : turn.End.ToArray();
        }
    }

    /// <summary>The turn of a row.</summary>
    /// <exception cref="JournalCorruptException">Something other than a journal changed the row.</exception>
    public static TurnRow Read(StoredRow row) => new()
    {
        Format = row.Int32("format"),
        Sequence = row.Int32("sequence"),
        Parent = row.Int32("parent"),
        ReplacedCount = row.Int32("replaced_count"),
        Messages = row.Bytes("messages"),
        PromptOrigins = row.Bytes("prompt_origins"),
        PromptIds = row.Bytes("prompt_ids"),
        CompletionIds = row.Bytes("completion_ids"),
        Logprobs = row.Bytes("logprobs"),
        FinishReason = row.Text("finish_reason"),
        RoutedExpertsShape = row.Bytes("routed_experts_shape"),
        RoutedExperts = row.Bytes("routed_experts"),
        Exchange = row.Bytes("exchange"),
        Request = row.Bytes("request"),
        Response = row.Bytes("response"),
        Digest = row.Digest("digest"),
        Engine = row.TextOrNull("engine") ?? "",
        Inputs = row.BytesOrNull("inputs"),
        End = row.BytesOrNull("ending"),
    };

    /// <summary>The array itself where the bytes are all of one: experts and messages have tens of megabytes.</summary>
    private static byte[] Whole(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var part) && part.Array is { } array && part.Count == array.Length ? array : bytes.ToArray();
}
