using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Samples;
using Tito.Core.Tokens;

namespace Tito.Cli.Samples;

/// <summary>
/// The samples of all sessions as one safetensors file with the names of docs/samples.md, numbered through. Tensors and metadata wait in
/// files beside it until the last session is there, so that memory does not grow with what the sessions hold.
/// </summary>
internal sealed class TensorsFile : SampleFile
{
    private const string NoRecords = "no_records";
    private const string AllFailed = "all_failed";

    private static readonly ImmutableArray<string> Tensors =
        ["tokens", "loss_mask", "rollout_log_probs", "rollout_routed_experts", "rollout_indexer_topk"];

    // What says most comes first: a limit that cut all away is one that can be changed.
    private static readonly ImmutableArray<string> Reasons = ["all_truncated", "no_agent", NoRecords, AllFailed];

    private readonly List<FileStream> _spools = [];
    private readonly HashSet<string> _empty = [];
    private readonly SafetensorsWriter _tensors;
    private readonly FileStream _samples;
    private readonly FileStream _sessions;

    /// <summary>Begins a draft.</summary>
    public TensorsFile(string path)
        : base(path)
    {
        try
        {
            _tensors = new(Waiting());
            (_samples, _sessions) = (Waiting(), Waiting());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var spool in _spools)
        {
            spool.Dispose();
        }

        base.Dispose();
    }

    /// <inheritdoc/>
    public override Task AddFailedAsync(JsonElement session, CancellationToken cancellationToken)
    {
        _empty.Add(AllFailed);
        Append(_sessions, "["u8, json => WriteSession(json, session));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task TakeAsync(JsonElement session, CancellationToken cancellationToken)
    {
        var samples = session.GetProperty("samples");
        if (session.TryGetProperty("empty_reason", out var reason) && reason.GetString() is { } empty)
        {
            _empty.Add(empty);
        }

        foreach (var (index, sample) in samples.EnumerateArray().Index())
        {
            var nulls = AddTensors(sample, SampleCount - samples.GetArrayLength() + index);
            Append(_samples, "{\"samples\":["u8, json => WriteSample(json, session.GetProperty("session_id").GetString()!, sample, nulls));
        }

        Append(_sessions, "["u8, json => WriteSession(json, session));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (SampleCount == 0)
        {
            _samples.Write("{\"samples\":["u8);
        }

        if (_sessions.Length == 0)
        {
            _sessions.Write("["u8);
        }

        _samples.Write("],\"session_metadata\":{\"sessions\":"u8);
        _sessions.Position = 0;
        await _sessions.CopyToAsync(_samples, cancellationToken);
        _samples.Write("]},\"empty_reason\":"u8);
        _samples.Write(SampleCount > 0 ? "null}"u8 : Encoding.UTF8.GetBytes($"\"{Reasons.FirstOrDefault(_empty.Contains, NoRecords)}\"}}"));
        _samples.Position = 0;
        _tensors.Add("_samples_meta", _samples);
        try
        {
            _tensors.Write(Draft, cancellationToken);
        }
        catch (OverflowException)
        {
            throw new InvalidDataException(
                "one .safetensors file cannot name so many tensors; write a .jsonl or .parquet file, or take fewer sessions");
        }
    }

    private FileStream Waiting()
    {
        var spool = Spool();
        _spools.Add(spool);
        return spool;
    }

    /// <summary>Adds an item of a JSON array that begins with the file.</summary>
    private static void Append(FileStream spool, ReadOnlySpan<byte> opening, Action<Utf8JsonWriter> write)
    {
        spool.Write(spool.Position == 0 ? opening : ","u8);
        spool.Write(JsonBytes.Write(write).Span);
    }

    /// <summary>Adds the tensors of a sample, and gives the names of those that it has not.</summary>
    private ImmutableArray<string> AddTensors(JsonElement sample, int index)
    {
        _tensors.Add(Safetensor.I64($"tokens.{index}", [.. Items("tokens").Select(id => id.GetInt32())]));
        _tensors.Add(Safetensor.U8($"loss_mask.{index}", [.. Items("loss_mask").Select(bit => bit.GetByte())]));
        _tensors.Add(Safetensor.F64($"rollout_log_probs.{index}", [.. Items("rollout_log_probs").Select(value => value.GetDouble())]));
        if (sample.GetProperty("rollout_routed_experts") is not { ValueKind: JsonValueKind.Array } rows)
        {
            return Tensors[3..];
        }

        _tensors.Add(Safetensor.I32($"rollout_routed_experts.{index}", Rows(rows)));
        return Tensors[4..];

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

    private static void WriteSample(Utf8JsonWriter json, string sessionId, JsonElement sample, ImmutableArray<string> nulls)
    {
        json.WriteStartObject();
        json.WriteString("session_id", sessionId);
        foreach (var property in sample.EnumerateObject().Where(property => !Tensors.Contains(property.Name)))
        {
            property.WriteTo(json);
        }

        json.WriteStartArray("nulls");
        foreach (var name in nulls)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSession(Utf8JsonWriter json, JsonElement session)
    {
        json.WriteStartObject();
        foreach (var property in session.EnumerateObject().Where(property => property.Name != "samples"))
        {
            property.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
