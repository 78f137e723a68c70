using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Samples;
using Tito.Core.Tokens;

namespace Tito.Cli.Samples;

/// <summary>
/// The samples of all sessions as one safetensors file with the names of docs/samples.md, numbered through. The tensors are in memory
/// until it is written, 2^31 - 1 bytes at the most.
/// </summary>
internal sealed class TensorsFile(string path) : SampleFile(path)
{
    private static readonly ImmutableArray<string> Tensors =
        ["tokens", "loss_mask", "rollout_log_probs", "rollout_routed_experts", "rollout_indexer_topk"];

    private readonly List<Safetensor> _tensors = [];
    private readonly List<(string SessionId, JsonElement Sample)> _samples = [];
    private readonly List<JsonElement> _sessions = [];

    /// <inheritdoc/>
    protected override Task TakeAsync(JsonElement session, CancellationToken cancellationToken)
    {
        var sessionId = session.GetProperty("session_id").GetString()!;
        foreach (var sample in session.GetProperty("samples").EnumerateArray())
        {
            AddTensors(sample, _samples.Count);
            _samples.Add((sessionId, Part(sample, property => !Tensors.Contains(property.Name))));
        }

        _sessions.Add(Part(session, property => property.Name != "samples"));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        _tensors.Add(Safetensor.U8("_samples_meta", JsonBytes.Write(WriteMeta).Span));
        try
        {
            await Draft.WriteAsync(SafetensorsFile.Write([.. _tensors]), cancellationToken);
        }
        catch (OverflowException)
        {
            throw new InvalidDataException(
                "the samples have more than 2^31 - 1 bytes; write a .jsonl or .parquet file, or take fewer sessions");
        }
    }

    private void AddTensors(JsonElement sample, int index)
    {
        _tensors.Add(Safetensor.I64($"tokens.{index}", [.. Items("tokens").Select(id => id.GetInt32())]));
        _tensors.Add(Safetensor.U8($"loss_mask.{index}", [.. Items("loss_mask").Select(bit => bit.GetByte())]));
        _tensors.Add(Safetensor.F64($"rollout_log_probs.{index}", [.. Items("rollout_log_probs").Select(value => value.GetDouble())]));
        if (sample.GetProperty("rollout_routed_experts") is { ValueKind: JsonValueKind.Array } rows)
        {
            _tensors.Add(Safetensor.I32($"rollout_routed_experts.{index}", Rows(rows)));
        }

        IEnumerable<JsonElement> Items(string name) => sample.GetProperty(name).EnumerateArray();
    }

    private static RoutedExperts Rows(JsonElement rows)
    {
        var first = rows.EnumerateArray().FirstOrDefault();
        var (layers, topK) = first.ValueKind == JsonValueKind.Array ? (first.GetArrayLength(), first[0].GetArrayLength()) : (1, 1);
        int[] ids =
        [
            .. from row in rows.EnumerateArray() from layer in row.EnumerateArray() from id in layer.EnumerateArray() select id.GetInt32(),
        ];
        return new(0, layers, topK, LittleEndian.FromInt32(ids));
    }

    private void WriteMeta(Utf8JsonWriter json)
    {
        var names = _tensors.Select(tensor => tensor.Name).ToHashSet();
        json.WriteStartObject();
        json.WriteStartArray("samples");
        foreach (var (index, (sessionId, sample)) in _samples.Index())
        {
            json.WriteStartObject();
            json.WriteString("session_id", sessionId);
            foreach (var property in sample.EnumerateObject())
            {
                property.WriteTo(json);
            }

            json.WriteStartArray("nulls");
            foreach (var name in Tensors.Where(name => !names.Contains($"{name}.{index}")))
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("session_metadata");
        json.WriteStartArray("sessions");
        foreach (var session in _sessions)
        {
            session.WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("empty_reason", _samples.Count == 0 ? "no_records" : null);
        json.WriteEndObject();
    }

    private static JsonElement Part(JsonElement json, Func<JsonProperty, bool> isPart) => JsonElement.Parse(JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var property in json.EnumerateObject().Where(isPart))
        {
            property.WriteTo(writer);
        }

        writer.WriteEndObject();
    }).Span);
}
