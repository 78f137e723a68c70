using System.Collections.Immutable;
using System.Text.Json;
using Parquet;
using Parquet.Schema;
using Texts = Tito.Cli.Samples.ParquetColumn<System.ReadOnlyMemory<char>>;
using Times = Tito.Cli.Samples.ParquetColumn<System.DateTime>;
using Wholes = Tito.Cli.Samples.ParquetColumn<int>;

namespace Tito.Cli.Samples;

/// <summary>The columns of a Parquet file of samples, a sample a row; docs/samples.md has them for people.</summary>
internal sealed class ParquetColumns
{
    private readonly Texts _sessionId = Texts.Required(Text("session_id"));
    private readonly Wholes _sample = Wholes.Required(new DataField<int>("sample", false));
    private readonly Texts _state = Texts.Required(Text("state"));
    private readonly Texts _group = Texts.Optional(Text("group", isNullable: true));
    private readonly Texts _sessionMetadata = Texts.Optional(Text("session_metadata", isNullable: true));
    private readonly Times _createdAt = Times.Required(Time("created_at"));
    private readonly Times _closedAt = Times.Optional(Time("closed_at", isNullable: true));
    private readonly Texts _status = Texts.Required(Text("status"));
    private readonly ParquetColumn<double> _reward = ParquetColumn<double>.Optional(new DataField<double>("reward", true));
    private readonly Wholes _tokens = Wholes.List("tokens", Item<int>());
    private readonly Wholes _responseLength = Wholes.Required(new DataField<int>("response_length", false));
    private readonly ParquetColumn<byte> _lossMask = ParquetColumn<byte>.List("loss_mask", Item<byte>());
    private readonly ParquetColumn<double> _logprobs = ParquetColumn<double>.List("rollout_log_probs", Item<double>());
    private readonly Wholes _experts = Wholes.List("rollout_routed_experts", Item<int>());
    private readonly Wholes _layers = Wholes.Optional(new DataField<int>("routed_experts_layers", true));
    private readonly Wholes _topK = Wholes.Optional(new DataField<int>("routed_experts_top_k", true));
    private readonly Texts _response = Texts.Required(Text("response"));
    private readonly Texts _weightVersions = Texts.List("weight_versions", Text("element"));
    private readonly Wholes _cachedTokens = Wholes.Required(new DataField<int>("cached_tokens", false));
    private readonly Wholes _promptTokens = Wholes.Required(new DataField<int>("total_prompt_tokens", false));
    private readonly Wholes _turnIds = Wholes.List("turn_ids", Item<int>());
    private readonly Wholes _turnStarts = Wholes.List("turn_starts", Item<int>());
    private readonly Wholes _turnEnds = Wholes.List("turn_ends", Item<int>());
    private readonly ParquetColumn<double> _turnRewards = ParquetColumn<double>.List("turn_rewards", Item<double>(isNullable: true));
    private readonly Texts _metadata = Texts.Required(Text("metadata"));
    private readonly ImmutableArray<IParquetColumn> _all;

    /// <summary>Columns without rows.</summary>
    public ParquetColumns()
    {
        _all =
        [
            _sessionId, _sample, _state, _group, _sessionMetadata, _createdAt, _closedAt, _status, _reward, _tokens, _responseLength,
            _lossMask, _logprobs, _experts, _layers, _topK, _response, _weightVersions, _cachedTokens, _promptTokens, _turnIds,
            _turnStarts, _turnEnds, _turnRewards, _metadata,
        ];
        Schema = new([.. _all.Select(column => column.Field)]);
    }

    /// <summary>What the file says of all of them.</summary>
    public ParquetSchema Schema { get; }

    /// <summary>No text. A bare null is an array to the compiler, and converts to a text without characters.</summary>
    private static ReadOnlyMemory<char>? NoText => default;

    /// <summary>Number of rows since the last row group.</summary>
    public int RowCount { get; private set; }

    /// <summary>About how many values and characters they have.</summary>
    public long Size { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <param name="session">A session's line.</param>
    /// <param name="sample">One of its samples.</param>
    /// <param name="index">Its place among them, 0 or more.</param>
    public void Add(JsonElement session, JsonElement sample, int index)
    {
        _sessionId.Add(String(session, "session_id"));
        _sample.Add(index);
        _state.Add(String(session, "state"));
        _group.Add(session.TryGetProperty("group", out var group) ? group.GetString().AsMemory() : NoText);
        _sessionMetadata.Add(session.TryGetProperty("metadata", out var said) ? said.GetRawText().AsMemory() : NoText);
        _createdAt.Add(session.GetProperty("created_at").GetDateTimeOffset().UtcDateTime);
        var closedAt = session.GetProperty("closed_at");
        _closedAt.Add(closedAt.ValueKind == JsonValueKind.String ? closedAt.GetDateTimeOffset().UtcDateTime : null);
        _status.Add(String(sample, "status"));
        _reward.Add(sample.GetProperty("reward") is { ValueKind: JsonValueKind.Number } reward ? reward.GetDouble() : null);
        AddTokens(sample);
        _response.Add(String(sample, "response"));
        _weightVersions.AddList(Items(sample, "weight_versions", version => version.GetString().AsMemory()));
        var cache = sample.GetProperty("prefix_cache_info");
        _cachedTokens.Add(cache.GetProperty("cached_tokens").GetInt32());
        _promptTokens.Add(cache.GetProperty("total_prompt_tokens").GetInt32());
        var metadata = sample.GetProperty("metadata");
        AddTurns(metadata);
        var text = metadata.GetRawText();
        _metadata.Add(text.AsMemory());
        RowCount++;
        Size += text.Length + (3L * sample.GetProperty("tokens").GetArrayLength());
    }

    /// <summary>Writes the rows as one group, and forgets them.</summary>
    public async Task WriteAsync(ParquetWriter writer, CancellationToken cancellationToken)
    {
        using var group = writer.CreateRowGroup();
        foreach (var (column, leaf) in _all.Zip(Schema.DataFields))
        {
            await column.WriteAsync(group, leaf, cancellationToken);
        }

        group.CompleteValidate();
        (RowCount, Size) = (0, 0);
    }

    private void AddTokens(JsonElement sample)
    {
        _tokens.AddList(Items(sample, "tokens", id => id.GetInt32()));
        _responseLength.Add(sample.GetProperty("response_length").GetInt32());
        _lossMask.AddList(Items(sample, "loss_mask", bit => bit.GetByte()));
        _logprobs.AddList(Items(sample, "rollout_log_probs", value => value.GetDouble()));
        if (sample.GetProperty("rollout_routed_experts") is not { ValueKind: JsonValueKind.Array } rows)
        {
            _experts.AddNoList();
            _layers.Add(null);
            _topK.Add(null);
            return;
        }

        var ids =
            from row in rows.EnumerateArray()
            from layer in row.EnumerateArray()
            from id in layer.EnumerateArray()
            select (int?)id.GetInt32();
        var first = rows.EnumerateArray().FirstOrDefault();
        int? layers = first.ValueKind == JsonValueKind.Array ? first.GetArrayLength() : null;
        int? topK = layers > 0 ? first[0].GetArrayLength() : null;
        _experts.AddList(ids);
        _layers.Add(layers);
        _topK.Add(topK);
        Size += (long)rows.GetArrayLength() * (layers ?? 0) * (topK ?? 0);
    }

    private void AddTurns(JsonElement metadata)
    {
        _turnIds.AddList(Items(metadata, "tito_turns", turn => turn.GetProperty("turn").GetInt32()));
        _turnStarts.AddList(Items(metadata, "tito_turns", turn => turn.GetProperty("start").GetInt32()));
        _turnEnds.AddList(Items(metadata, "tito_turns", turn => turn.GetProperty("end").GetInt32()));
        _turnRewards.AddList(metadata.GetProperty("tito_turns").EnumerateArray()
            .Select(turn => turn.TryGetProperty("reward", out var reward) ? reward.GetDouble() : (double?)null));
    }

    private static IEnumerable<T?> Items<T>(JsonElement json, string name, Func<JsonElement, T> read)
        where T : struct => json.GetProperty(name).EnumerateArray().Select(item => (T?)read(item));

    private static ReadOnlyMemory<char> String(JsonElement json, string name) => json.GetProperty(name).GetString().AsMemory();

    private static DataField<string> Text(string name, bool isNullable = false) => new(name, isNullable);

    private static DataField<T> Item<T>(bool isNullable = false) => new("element", isNullable);

    private static DateTimeDataField Time(string name, bool isNullable = false) =>
        new(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Micros, isNullable: isNullable);
}
