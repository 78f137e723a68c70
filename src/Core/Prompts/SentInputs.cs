using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Prompts;

/// <summary>A request's inputs: what a template is given for them, and how they differ from those of a stored turn.</summary>
/// <remarks>
/// Used by one request on one thread. Inputs that are the stored bytes, or other bytes that were found equal before, cost a comparison of
/// bytes or a hash. Only a spelling that was never seen is compared by value.
/// </remarks>
internal sealed class SentInputs : IInputsMatcher
{
    private const string ToolsField = "tools";

    /// <summary>A conversation that every template renders, with the tools at their place.</summary>
    private static readonly ChatMessage[] Opening =
        [.. ChatMessage.ParseList(JsonElement.Parse("""[{"role":"system","content":"s"},{"role":"user","content":"u"}]"""), "messages")];

    private readonly ChatRenderer _renderer;
    private readonly TurnInputs _sent;
    private readonly JsonElement? _arguments;
    private (TurnInputs Stored, ImmutableArray<InputDifference> Differences)? _last;

    /// <summary>Reads inputs.</summary>
    /// <param name="renderer">The family with its fixed arguments, and the template.</param>
    /// <param name="serverArguments">Template arguments of the server: a JSON object, or null.</param>
    /// <param name="sent">The inputs as they came.</param>
    /// <exception cref="MessageException">A tool or an argument is of the wrong form, or contradicts the family.</exception>
    public SentInputs(ChatRenderer renderer, JsonElement? serverArguments, TurnInputs sent)
    {
        (_renderer, _sent) = (renderer, sent);
        Read = PromptInputs.Read(renderer.Family, serverArguments, sent);
        _arguments = Read.Arguments.ToJson();
    }

    /// <summary>The inputs as a template is given them.</summary>
    public PromptInputs Read { get; }

    /// <summary>The inputs as a turn stores them: the arguments are the effective ones.</summary>
    public TurnInputs ToStore() => new TurnInputs(_sent.Tools, _arguments).Owned();

    /// <inheritdoc/>
    public ImmutableArray<InputDifference> Differences(TurnInputs stored)
    {
        if (_last is { } last && ReferenceEquals(last.Stored, stored))
        {
            return last.Differences;
        }

        ImmutableArray<InputDifference> differences = [.. ToolDifferences(stored), .. ArgumentDifferences(stored)];
        _last = (stored, differences);
        return differences;
    }

    private IEnumerable<InputDifference> ToolDifferences(TurnInputs stored)
    {
        if (stored.IsKnownAs(_sent.Tools))
        {
            yield break;
        }

        if (!IsDeclaredAs(ToolList.Parse(stored.Tools)))
        {
            yield return new(ToolsField, stored.ToolsDigest, _sent.ToolsDigest);
        }
        else if (_sent.Tools is { } spelledOtherwise)
        {
            stored.Remember(spelledOtherwise);
        }
    }

    /// <summary>
    /// Most templates print the keys of a schema in the order in which they came, and some sort them: where nothing but the order differs,
    /// the rendered declarations decide.
    /// </summary>
    private bool IsDeclaredAs(ToolList stored)
    {
        if (stored.IsDeclaredAs(Read.Tools, inOrder: true))
        {
            return true;
        }

        try
        {
            return stored.IsDeclaredAs(Read.Tools, inOrder: false) && Declaration(stored) == Declaration(Read.Tools);
        }
        catch (RenderException)
        {
            // A template that cannot say how it prints them is taken for one that prints the order.
            return false;
        }
    }

    private string Declaration(ToolList tools) => _renderer.Render(new()
    {
        Messages = Opening,
        Tools = tools,
        Arguments = Read.Arguments,
        AddGenerationPrompt = true,
        Now = DateTimeOffset.UnixEpoch,
    });

    private IEnumerable<InputDifference> ArgumentDifferences(TurnInputs stored)
    {
        if (TurnInputs.IsSameText(stored.Arguments, _arguments))
        {
            yield break;
        }

        foreach (var (name, sent) in Read.Arguments.Values)
        {
            if (Find(stored, name) is var kept && (kept is not { } value || !TemplateArguments.IsSame(value, sent)))
            {
                yield return new(TemplateArguments.PlaceOf(name), DigestOf(kept), DigestOf(sent));
            }
        }

        if (stored.Arguments is { } all)
        {
            foreach (var kept in all.EnumerateObject().Where(kept => Read.Arguments.Values.All(sent => sent.Key != kept.Name)))
            {
                yield return new(TemplateArguments.PlaceOf(kept.Name), DigestOf(kept.Value), null);
            }
        }
    }

    private static JsonElement? Find(TurnInputs stored, string name) =>
        stored.Arguments is { } all && all.TryGetProperty(name, out var value) ? value : null;

    private static Digest? DigestOf(JsonElement? value) => value is { } json ? Digest.Of(CanonicalJson.ToBytes(json)) : null;
}
