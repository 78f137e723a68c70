using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>
/// A session's settings on the wire and in the journal:
/// <c>{"policy","matcher","max_rollback","max_turns","close_truncated","unended","on_prompt_inputs","altered","repeat",
/// "on_hangup","on_abort","max_staleness","group","metadata","owner"}</c>.
/// </summary>
public static class SessionSettingsJson
{
    /// <summary>Reads the settings of a session that is to be opened; what is absent has its default.</summary>
    /// <param name="json">A JSON object.</param>
    /// <exception cref="MessageException">An unknown field, or a value out of range; it names the field and what it takes.</exception>
    public static SessionSettings Read(JsonElement json) => SessionDefaults.None.Settings(json);

    /// <summary>Reads settings that were stored or exported; what is absent there means what it meant when they were.</summary>
    /// <param name="json">A JSON object.</param>
    /// <exception cref="MessageException">An unknown field, or a value out of range; it names the field and what it takes.</exception>
    public static SessionSettings ReadStored(JsonElement json) => Read(json, SessionSettings.Earlier, isStored: true);

    /// <summary>Some settings with others in the place of those that are named.</summary>
    internal static SessionSettings Read(JsonElement json, SessionSettings settings, bool isStored = false)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException("body", "must be a JSON object of settings.");
        }

        JsonText.RequireValid(json, "");
        bool? closeTruncated = null;
        UnendedTurns? unended = null;
        foreach (var property in json.EnumerateObject())
        {
            settings = property.Name switch
            {
                "policy" => settings with { Policy = Policy(property.Value) },
                "matcher" => settings with { Matcher = Matcher(property.Value) },
                "max_rollback" => settings with { MaxRollback = Number(property, 0) },
                "max_turns" => settings with { MaxTurns = Number(property, 1) },
                "close_truncated" when (closeTruncated = Flag(property)) is not null => settings,
                "unended" when (unended = Unended(property.Value)) is not null => settings,
                "on_prompt_inputs" => settings with { OnPromptInputs = PromptInputs(property.Value) },
                "altered" => settings with { Altered = Altered(property.Value) },
                "repeat" => settings with { Repeat = Repeat(property.Value) },
                "on_hangup" => settings with { OnHangUp = HangUp(property.Value) },
                "on_abort" => settings with { OnAbort = Abort(property.Value) },
                "max_staleness" => settings with { MaxStaleness = NumberOrNull(property, 0) },
                "group" => settings with { Group = Group(property.Value) },
                "metadata" => settings with { Metadata = isStored ? Labels.Read(property.Value) : Labels.ReadSaid(property.Value) },
                "owner" when isStored => settings with { Owner = Text(property.Value) },
                _ => throw new MessageException(
                    property.Name,
                    "is not a setting; there are policy, matcher, max_rollback, max_turns, close_truncated, unended, on_prompt_inputs, "
                    + "altered, repeat, on_hangup, on_abort, max_staleness, group and metadata."),
            };
        }

        settings = settings with
        {
            Unended = unended ?? (closeTruncated is { } closes ? WithoutWord(closes, settings.Unended) : settings.Unended),
        };
        return closeTruncated is { } flag && flag != settings.CloseTruncated
            ? throw new MessageException("close_truncated", $"contradicts unended: {WireName.Of(settings.Unended)}; leave one of them out.")
            : settings;
    }

    /// <summary>Writes settings as one object; one that came later is left out where it says what its absence means.</summary>
    public static void Write(Utf8JsonWriter json, SessionSettings settings)
    {
        json.WriteStartObject();
        json.WriteString("policy", WireName.Of(settings.Policy));
        json.WriteString("matcher", settings.Matcher);
        json.WriteNumber("max_rollback", settings.MaxRollback);
        json.WriteNumber("max_turns", settings.MaxTurns);
        json.WriteBoolean("close_truncated", settings.CloseTruncated);
        if (settings.Unended is not (UnendedTurns.RunOn or UnendedTurns.RunOnCloseLength))
        {
            // What close_truncated says alone in a store, so that a session of an earlier release is written as that release wrote it.
            json.WriteString("unended", WireName.Of(settings.Unended));
        }

        if (settings.OnPromptInputs != PromptInputsRule.Ignore)
        {
            json.WriteString("on_prompt_inputs", WireName.Of(settings.OnPromptInputs));
        }

        if (settings.Altered != AlteredHistory.Branch)
        {
            json.WriteString("altered", WireName.Of(settings.Altered));
        }

        if (settings.Repeat != RepeatRule.Anew)
        {
            json.WriteString("repeat", WireName.Of(settings.Repeat));
        }

        if (settings.OnHangUp != HangUpRule.Abort)
        {
            json.WriteString("on_hangup", WireName.Of(settings.OnHangUp));
        }

        if (settings.OnAbort != AbortRule.Refuse)
        {
            json.WriteString("on_abort", WireName.Of(settings.OnAbort));
        }

        if (settings.MaxStaleness is { } staleness)
        {
            json.WriteNumber("max_staleness", staleness);
        }

        if (settings.Group is { } group)
        {
            json.WriteString("group", group);
        }

        if (settings.Metadata is { } labels)
        {
            json.WritePropertyName("metadata");
            labels.Write(json);
        }

        if (settings.Owner is { } owner)
        {
            json.WriteString("owner", owner);
        }

        json.WriteEndObject();
    }

    /// <summary>All of the settings as JSON text.</summary>
    public static string ToText(SessionSettings settings) => JsonBytes.Text(json => Write(json, settings));

    /// <summary>
    /// <c>close_truncated</c> without <c>unended</c>: another name for one choice, and where turns run on, as in sessions of earlier
    /// releases, the only one.
    /// </summary>
    private static UnendedTurns WithoutWord(bool closeTruncated, UnendedTurns absent) =>
        (closeTruncated, absent is UnendedTurns.RunOn or UnendedTurns.RunOnCloseLength) switch
        {
            (true, true) => UnendedTurns.RunOnCloseLength,
            (false, true) => UnendedTurns.RunOn,
            (true, false) => UnendedTurns.Close,
            (false, false) => absent == UnendedTurns.Close ? UnendedTurns.CloseStopStrings : absent,
        };

    private static UnendedTurns Unended(JsonElement value) => WireName.Find<UnendedTurns>(Text(value))
        ?? throw new MessageException("unended", $"must be one of {WireName.All<UnendedTurns>()}.");

    private static SessionPolicy Policy(JsonElement value) =>
        WireName.Find<SessionPolicy>(Text(value)) ?? throw new MessageException("policy", "must be \"linear\" or \"tree\".");

    private static PromptInputsRule PromptInputs(JsonElement value) => WireName.Find<PromptInputsRule>(Text(value))
        ?? throw new MessageException("on_prompt_inputs", $"must be one of {WireName.All<PromptInputsRule>()}.");

    private static AlteredHistory Altered(JsonElement value) =>
        WireName.Find<AlteredHistory>(Text(value)) ?? throw new MessageException("altered", "must be \"refuse\" or \"branch\".");

    private static RepeatRule Repeat(JsonElement value) => WireName.Find<RepeatRule>(Text(value))
        ?? throw new MessageException("repeat", $"must be one of {WireName.All<RepeatRule>()}.");

    private static HangUpRule HangUp(JsonElement value) =>
        WireName.Find<HangUpRule>(Text(value)) ?? throw new MessageException("on_hangup", "must be \"abort\" or \"finish\".");

    private static AbortRule Abort(JsonElement value) =>
        WireName.Find<AbortRule>(Text(value)) ?? throw new MessageException("on_abort", "must be \"refuse\" or \"resume\".");

    private static string Matcher(JsonElement value) => Text(value) is { } name && MatcherRegistry.Find(name) is { } matcher
        ? matcher.Name
        : throw new MessageException("matcher", $"must be one of {string.Join(", ", MatcherRegistry.All.Select(known => known.Name))}.");

    private static int Number(JsonProperty property, int least) =>
        property.Value.ValueKind == JsonValueKind.Number
            && property.Value.TryGetInt32(out var number)
            && number >= least
            && number <= SessionSettings.TurnLimit
            ? number
            : throw new MessageException(property.Name, $"must be a whole number from {least} to {SessionSettings.TurnLimit}.");

    /// <summary>Null takes a server's default back.</summary>
    private static int? NumberOrNull(JsonProperty property, int least) =>
        property.Value.ValueKind == JsonValueKind.Null ? null : Number(property, least);

    private static string? Group(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null
        : Text(value) is { } name && SessionGroup.IsGroup(name) ? name
        : throw new MessageException("group", $"must be {SessionGroup.Rule}, or null.");

    private static bool Flag(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new MessageException(property.Name, "must be true or false."),
    };

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
