using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Trajectories;

/// <summary>The settings of sessions that are opened without saying so themselves: an operator's, then the product's.</summary>
/// <remarks>They are taken once, when a session is opened, and stored with it. Immutable and thread-safe.</remarks>
public sealed class SessionDefaults
{
    /// <summary>The word for <see cref="Reference"/>.</summary>
    private const string ReferenceName = "reference";

    private readonly JsonElement? _settings;

    private SessionDefaults(JsonElement? settings) => _settings = settings;

    /// <summary>The product's own.</summary>
    public static SessionDefaults None { get; } = new(null);

    /// <summary>What the reference server does, which has no settings; COMPATIBILITY.md has the table.</summary>
    public static SessionDefaults Reference { get; } = new(JsonElement.Parse(
        """
        {"policy":"linear","matcher":"strict","max_rollback":1,"unended":"run_on","on_prompt_inputs":"ignore","altered":"branch",
         "repeat":"anew"}
        """));

    /// <summary>Reads defaults: a JSON object of settings, or <c>reference</c>.</summary>
    /// <exception cref="JsonException">The text is neither.</exception>
    /// <exception cref="MessageException">An unknown setting, or a value out of range; it names the setting and what it takes.</exception>
    public static SessionDefaults Parse(string text)
    {
        if (text == ReferenceName)
        {
            return Reference;
        }

        var defaults = new SessionDefaults(StrictJson.Parse(text));
        defaults.Settings(null);
        return defaults;
    }

    /// <summary>The settings of a session that is opened.</summary>
    /// <param name="request">What its request names, a JSON object; null for nothing.</param>
    /// <exception cref="MessageException">An unknown setting, or a value out of range; it names the setting and what it takes.</exception>
    public SessionSettings Settings(JsonElement? request)
    {
        var settings = Apply(request, Apply(_settings, new() { Policy = SessionPolicy.Tree }));
        return Names(request, "altered") || Names(_settings, "altered")
            ? settings
            : settings with { Altered = OwnAltered(Names(request, "policy") || Names(_settings, "policy"), settings.Policy) };
    }

    /// <summary>
    /// A linear session has one conversation, and what it leaves is in no sample. A session that names nothing takes each conversation of
    /// its agent, and each is to stay one chain. Who names a tree asks for branches.
    /// </summary>
    private static AlteredHistory OwnAltered(bool isNamed, SessionPolicy policy) =>
        isNamed && policy == SessionPolicy.Tree ? AlteredHistory.Branch : AlteredHistory.Refuse;

    private static SessionSettings Apply(JsonElement? json, SessionSettings settings) =>
        json is { } named ? SessionSettingsJson.Read(named, settings) : settings;

    private static bool Names(JsonElement? json, string name) => json is { } named && named.TryGetProperty(name, out _);
}
