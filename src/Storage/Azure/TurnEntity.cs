using System.Collections.Immutable;
using System.Text;
using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>Turns as rows: a field above 64 KiB in numbered columns, and what is too long for a row in a blob.</summary>
internal static class TurnEntity
{
    /// <summary>The column that names the blob.</summary>
    public const string Blob = "blob";

    /// <summary>The column of the SHA-256 of the blob's bytes.</summary>
    public const string BlobSha256 = "blob_sha256";

    private static readonly ImmutableArray<(string Name, Func<TurnRow, ReadOnlyMemory<byte>> Of)> Fields =
    [
        ("messages", row => row.Messages),
        ("prompt_origins", row => row.PromptOrigins),
        ("prompt_ids", row => row.PromptIds),
        ("completion_ids", row => row.CompletionIds),
        ("logprobs", row => row.Logprobs),
        ("finish_reason", row => Encoding.UTF8.GetBytes(row.FinishReason)),
        ("routed_experts_shape", row => row.RoutedExpertsShape),
        ("routed_experts", row => row.RoutedExperts),
        ("exchange", row => row.Exchange),
        ("request", row => row.Request),
        ("response", row => row.Response),
        ("engine", row => Encoding.UTF8.GetBytes(row.Engine)),
        ("inputs", row => row.Inputs),
        ("ending", row => row.End),
    ];

    /// <summary>A turn's row, without its seal, and the bytes of its blob; null where the row holds everything.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="blobName">The blob's name, should it be needed.</param>
    public static (TableEntity Row, byte[]? Overflow) ToRow(string sessionId, TurnRow turn, string blobName)
    {
        var row = new TableEntity(sessionId, TurnRow.Name(turn.Sequence))
        {
            ["format"] = turn.Format,
            ["sequence"] = turn.Sequence,
            ["parent"] = turn.Parent,
            ["replaced_count"] = turn.ReplacedCount,
            ["digest"] = turn.Digest.ToByteArray(),
        };
        var fields = Fields.Select(field => (field.Name, Bytes: field.Of(turn))).ToList();
        var isTooLong = fields.Sum(field => (long)field.Bytes.Length) > AzureLimits.InlineBytes;
        using var overflow = new MemoryStream();
        foreach (var (name, bytes) in fields)
        {
            if (isTooLong && bytes.Length > AzureLimits.PropertyBytes)
            {
                row[InBlob(name)] = bytes.Length;
                overflow.Write(bytes.Span);
            }
            else
            {
                LongField.Split(row, name, bytes);
            }
        }

        if (!isTooLong)
        {
            return (row, null);
        }

        var blob = overflow.ToArray();
        row[Blob] = blobName;
        row[BlobSha256] = Digest.Of(blob).ToByteArray();
        return (row, blob);
    }

    /// <summary>The turn of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="overflow">The bytes of its blob, as long and with the digest that the row names; empty where it has none.</param>
    /// <exception cref="JournalCorruptException">Something other than a journal changed the row.</exception>
    public static TurnRow Read(StoredRow row, ReadOnlyMemory<byte> overflow)
    {
        var fields = new Dictionary<string, ReadOnlyMemory<byte>>(Fields.Length);
        foreach (var (name, _) in Fields)
        {
            if (row.Int32OrNull(InBlob(name)) is { } length)
            {
                fields[name] = length >= 0 && length <= overflow.Length
                    ? overflow[..length]
                    : throw row.Corrupt($"its blob ends within {name}.");
                overflow = overflow[length..];
            }
            else
            {
                fields[name] = row.JoinedBytes(name);
            }
        }

        return new()
        {
            Format = row.Int32("format"),
            Sequence = row.Int32("sequence"),
            Parent = row.Int32("parent"),
            ReplacedCount = row.Int32("replaced_count"),
            Messages = fields["messages"],
            PromptOrigins = fields["prompt_origins"],
            PromptIds = fields["prompt_ids"],
            CompletionIds = fields["completion_ids"],
            Logprobs = fields["logprobs"],
            FinishReason = Encoding.UTF8.GetString(fields["finish_reason"].Span),
            RoutedExpertsShape = fields["routed_experts_shape"],
            RoutedExperts = fields["routed_experts"],
            Exchange = fields["exchange"],
            Request = fields["request"],
            Response = fields["response"],
            Engine = Encoding.UTF8.GetString(fields["engine"].Span),
            Inputs = fields["inputs"],
            End = fields["ending"],
            Digest = row.Digest("digest"),
        };
    }

    private static string InBlob(string name) => $"{name}_in_blob";
}
